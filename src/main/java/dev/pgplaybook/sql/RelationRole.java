package dev.pgplaybook.sql;

import java.util.Locale;

/** What a relation is to a statement that locks it. */
public enum RelationRole {
    /** The table that the statement names, or the one that the named index, trigger or policy belongs to. */
    TABLE,
    INDEX,
    VIEW,
    SEQUENCE,
    /** What the named table is, or becomes, a partition or a child of. */
    PARENT,
    /** A partition or child of the named table, or the one that is attached or detached. */
    PARTITION,
    DEFAULT_PARTITION,
    /** A table to which a foreign key of the named table points, or will point. */
    REFERENCED,
    /** A table with a foreign key to the named one. */
    REFERENCING,
    /** Any other, such as a table that a query reads. */
    OTHER;

    /** As a table of facts and a message say it. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public static RelationRole of(String words) {
        return valueOf(words.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
}
