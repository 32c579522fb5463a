package dev.pgplaybook.inference;

import java.util.Locale;

/** What a database's schema says of a migration. */
public enum Verdict {
    /** Every fact of it that can be seen is there. */
    APPLIED,
    /** Nothing of it is there. */
    ABSENT,
    /** Some of its facts are there, and others are not. */
    PARTIAL,
    /** Something that it made is there in another shape. */
    DIVERGED,
    /** It changes rows alone, or later migrations leave nothing of it to be seen. */
    UNOBSERVABLE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
