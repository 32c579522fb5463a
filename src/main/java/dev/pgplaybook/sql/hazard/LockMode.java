package dev.pgplaybook.sql.hazard;

/** PostgreSQL's table locks, the weakest first. */
public enum LockMode {
    ACCESS_SHARE,
    ROW_SHARE,
    ROW_EXCLUSIVE,
    SHARE_UPDATE_EXCLUSIVE,
    SHARE,
    SHARE_ROW_EXCLUSIVE,
    EXCLUSIVE,
    ACCESS_EXCLUSIVE;

    public String words() {
        return name().replace('_', ' ');
    }

    /** Whether writers wait. */
    public boolean isStrong() {
        return compareTo(SHARE) >= 0;
    }

    static LockMode of(String words) {
        for (LockMode mode : values()) {
            if (mode.words().equals(words)) {
                return mode;
            }
        }
        return ACCESS_EXCLUSIVE;
    }
}
