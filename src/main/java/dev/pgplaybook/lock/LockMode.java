package dev.pgplaybook.lock;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A table-level lock of PostgreSQL's, from the weakest to the strongest. */
public enum LockMode {
    ACCESS_SHARE,
    ROW_SHARE,
    ROW_EXCLUSIVE,
    SHARE_UPDATE_EXCLUSIVE,
    SHARE,
    SHARE_ROW_EXCLUSIVE,
    EXCLUSIVE,
    ACCESS_EXCLUSIVE;

    /** As SQL writes it, such as ACCESS EXCLUSIVE. */
    public String words() {
        return name().replace('_', ' ');
    }

    public static LockMode of(String words) {
        return valueOf(words.replace(' ', '_'));
    }

    /** By the name that pg_locks has for it, such as AccessExclusiveLock; nothing for what is no table-level lock. */
    public static Optional<LockMode> ofServer(String name) {
        return Arrays.stream(values())
                .filter(mode -> (mode.name().replace("_", "") + "LOCK").equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** Whether a SELECT waits for it. */
    public boolean stopsReaders() {
        return this == ACCESS_EXCLUSIVE;
    }

    /** Whether an INSERT, UPDATE or DELETE waits for it: then it is a strong one. */
    public boolean stopsWriters() {
        return compareTo(SHARE) >= 0;
    }

    public LockMode or(LockMode other) {
        return compareTo(other) < 0 ? other : this;
    }
}
