package dev.pgplaybook.sql;

import java.util.Optional;

/** Reads which index a statement makes, drops or rebuilds CONCURRENTLY. */
final class ConcurrentIndex {

    private ConcurrentIndex() {}

    /** The name as SQL, with the schema where one is written; an index that is left to PostgreSQL to name has none. */
    static Optional<String> in(Statement statement) {
        if (!statement.leading().is(0, "CREATE", "DROP", "REINDEX")) {
            return Optional.empty();
        }
        Words all = Words.of(statement);
        Words words = all.outer();
        int index = words.skip(1, "UNIQUE");
        if (!words.is(index, "INDEX") || !all.contains("CONCURRENTLY")) {
            return Optional.empty();
        }
        int name = words.skip(index + 1, "CONCURRENTLY", "IF", "NOT", "EXISTS");
        return words.is(0, "CREATE") ? made(words, name) : Optional.of(words.name(name));
    }

    /** A new index lives in the schema of its table, and its own name is never written with one. */
    private static Optional<String> made(Words words, int name) {
        if (words.is(name, "ON")) {
            return Optional.empty();
        }
        String table = words.name(words.skip(name + 1, "ON", "ONLY"));
        int dot = table.lastIndexOf('.');
        return Optional.of(table.substring(0, dot + 1) + words.name(name));
    }
}
