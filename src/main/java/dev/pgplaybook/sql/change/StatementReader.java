package dev.pgplaybook.sql.change;

import dev.pgplaybook.sql.Clause;

/** Chooses who reads a statement, by its first words. */
final class StatementReader {

    private StatementReader() {}

    static void read(Taken taken) {
        Clause clause = taken.clause();
        switch (taken.statement().verb()) {
            case "CREATE TABLE" -> new TableReader(taken).create(clause);
            case "ALTER TABLE" -> new TableReader(taken).alter(clause);
            case "CREATE INDEX", "DROP INDEX", "REINDEX" -> new IndexReader(taken).read(clause);
            case "UPDATE", "DELETE", "INSERT", "MERGE", "COPY", "WITH", "SELECT" -> new RowReader(taken).read();
            case "SET",
                    "SET LOCAL",
                    "RESET",
                    "SHOW",
                    "BEGIN",
                    "START TRANSACTION",
                    "COMMIT",
                    "END",
                    "ROLLBACK",
                    "ABORT" -> new SessionReader(taken).read(clause);
            case "ROLLBACK TO", "SAVEPOINT", "RELEASE", "LOCK", "LOCK TABLE", "DO", "CALL" ->
                new SessionReader(taken).read(clause);
            case "ALTER ROLE", "ALTER USER", "ALTER DATABASE" -> new SessionReader(taken).stored(clause);
            default -> new ObjectReader(taken).read(clause);
        }
    }
}
