package dev.pgplaybook.database;

/** Names as SQL takes them. */
public final class Identifiers {

    private Identifiers() {}

    /** The name in double quotes, so that any name is taken as it is. */
    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
