package dev.pgplaybook.inference;

import java.util.Locale;

/** What a database's schema says of a migration. */
public enum Verdict {
    /** Every fact of it that can be seen is there. */
    APPLIED("every fact of it is there"),
    /** Nothing of it is there. */
    ABSENT("nothing of it is there"),
    /** Some of its facts are there, and others are not. */
    PARTIAL("some of it is there"),
    /** Something that it made is there in another shape. */
    DIVERGED("something of it is there in another shape"),
    /** It changes rows alone, or later migrations leave nothing of it to be seen. */
    UNOBSERVABLE("the schema cannot tell");

    private final String meaning;

    Verdict(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
