package dev.pgplaybook.sql;

/** Where one part of a column's definition ends and the next begins. */
public final class ColumnWords {

    private static final String[] BEHIND_TYPE = {
        "CONSTRAINT",
        "NOT",
        "NULL",
        "CHECK",
        "DEFAULT",
        "GENERATED",
        "UNIQUE",
        "PRIMARY",
        "REFERENCES",
        "COLLATE",
        "DEFERRABLE",
        "INITIALLY",
        "STORAGE",
        "COMPRESSION",
        "OPTIONS"
    };

    private ColumnWords() {}

    /** Whether no type stands here, as in a table of a composite type. */
    public static boolean beginHere(Clause clause) {
        return clause.looksAt(BEHIND_TYPE);
    }

    /** The type, or the default's expression, that stands here. */
    public static String upTo(Clause clause) {
        return clause.upTo(BEHIND_TYPE);
    }
}
