package dev.pgplaybook.database;

/** Names and texts as SQL takes them. */
public final class Identifiers {

    private Identifiers() {}

    /** The name in double quotes, so that any name is taken as it is. */
    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The text as a literal that means the same whatever {@code standard_conforming_strings} says. */
    public static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
