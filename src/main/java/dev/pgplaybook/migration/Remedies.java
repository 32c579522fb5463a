package dev.pgplaybook.migration;

import dev.pgplaybook.migration.Diagnosis.Remedy;
import java.util.regex.Pattern;

/** The commands that a diagnosis names, as they are typed. */
public final class Remedies {

    static final Remedy DEPLOY = new Remedy("", "deploy");

    static final Remedy LOOK_AGAIN = new Remedy("once the other session has ended", "history");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:@%+/-]+");

    private Remedies() {}

    static Remedy look(String name) {
        return new Remedy("shows how far it came, and puts it right", "repair " + quoted(name));
    }

    static Remedy rollBack(String name) {
        return new Remedy("when none of it is in the database", "resolve --rolled-back " + quoted(name));
    }

    static Remedy markFailedApplied(String name) {
        return new Remedy("when all of it is in the database", "resolve --applied " + quoted(name));
    }

    static Remedy markApplied(String name) {
        return new Remedy("when the database already contains it", "resolve --applied " + quoted(name));
    }

    static Remedy acceptEdit(String name) {
        return new Remedy("shows what is known of it; when the edit is meant, accepts it", "repair " + quoted(name));
    }

    static Remedy removeEmpty(Migration migration) {
        return new Remedy(
                "when it is a leftover; otherwise restore its migration.sql",
                "rmdir " + quoted(String.valueOf(migration.file().getParent())));
    }

    /** Where the folder is under git, as nearly all are. */
    static Remedy findRemoval(String path) {
        return new Remedy(
                "finds who removed it, and restores it from there", "git log --diff-filter=D -- " + quoted(path));
    }

    static Remedy keepOne(String name) {
        return new Remedy("marks all but the oldest as rolled back", "repair " + quoted(name) + " --by keep-one");
    }

    /** A name as it is typed: folders may have blanks in theirs. */
    public static String quoted(String name) {
        return PLAIN.matcher(name).matches() ? name : "'" + name.replace("'", "'\\''") + "'";
    }
}
