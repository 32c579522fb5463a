package dev.pgplaybook.parity;

import java.util.List;
import java.util.stream.Stream;

/** Rows in every state, and what deploy and resolve make of them. */
final class HistoryCases {

    private static final String A = "20250101000000_a";
    private static final String B = "20250102000000_b";
    private static final String C = "20250103000000_c";
    private static final String FAILS = "CREATE TABLE half (id int);\nSELECT 1/0;";

    private HistoryCases() {}

    static List<ParityCase> all() {
        return Stream.of(failures(), words(), strangeRows())
                .flatMap(List::stream)
                .toList();
    }

    private static List<ParityCase> failures() {
        return List.of(
                failing("rolled back, and failing again")
                        .deploy()
                        .rolledBack(B)
                        .deploy()
                        .rolledBack(B)
                        .deploy(),
                failing("rolled back, mended and deployed")
                        .deploy()
                        .deploy()
                        .rolledBack(B)
                        .migration(B, table("b"))
                        .deploy()
                        .deploy(),
                failing("marked as applied, and the rest deployed")
                        .deploy()
                        .applied(B)
                        .deploy()
                        .applied(B),
                failing("edited, then marked as applied")
                        .deploy()
                        .migration(B, table("b"))
                        .applied(B)
                        .deploy(),
                failing("rolled back, then marked as applied")
                        .deploy()
                        .rolledBack(B)
                        .applied(B)
                        .deploy(),
                failing("marked as applied, then rolled back")
                        .deploy()
                        .applied(B)
                        .rolledBack(B)
                        .deploy(),
                failing("rolled back twice")
                        .deploy()
                        .rolledBack(B)
                        .rolledBack(B)
                        .deploy(),
                failing("deleted, then rolled back")
                        .deploy()
                        .without(B)
                        .deploy()
                        .rolledBack(B)
                        .deploy(),
                failing("deleted, then marked as applied")
                        .deploy()
                        .without(B)
                        .applied(B)
                        .deploy(),
                failing("failed, and an older one added")
                        .deploy()
                        .migration("20240101000000_old", table("old"))
                        .deploy(),
                ParityCase.of("the first of all fails")
                        .migration(A, FAILS)
                        .migration(B, table("b"))
                        .deploy()
                        .deploy()
                        .rolledBack(A)
                        .migration(A, table("a"))
                        .deploy());
    }

    /** A script that ends half way, between two that do not. */
    private static ParityCase failing(String name) {
        return ParityCase.of("a failed migration, " + name)
                .migration(A, table("a"))
                .migration(B, FAILS)
                .migration(C, table("c"));
    }

    private static List<ParityCase> words() {
        return List.of(
                ParityCase.of("a baseline of a database with tables")
                        .sql(table("a"))
                        .migration(A, table("a"))
                        .migration(B, table("b"))
                        .deploy()
                        .applied(A)
                        .deploy()
                        .applied(A)
                        .deploy(),
                ParityCase.of("everything marked as applied, newest first")
                        .migration(A, table("a"))
                        .migration(B, table("b"))
                        .applied(B)
                        .applied(A)
                        .deploy(),
                ParityCase.of("rolled back without a history")
                        .migration(A, table("a"))
                        .rolledBack(A)
                        .deploy(),
                ParityCase.of("rolled back without a row")
                        .migration(A, table("a"))
                        .deploy()
                        .rolledBack(A)
                        .rolledBack("20990101000000_unknown")
                        .applied("20990101000000_unknown"),
                ParityCase.of("resolve without a word of what")
                        .migration(A, table("a"))
                        .command("resolve"),
                ParityCase.of("resolve with both words")
                        .migration(A, table("a"))
                        .command("resolve", "--applied", A, "--rolled-back", A),
                ParityCase.of("resolve with equals signs")
                        .migration(A, "SELECT 1/0")
                        .deploy()
                        .command("resolve", "--rolled-back=" + A)
                        .command("resolve", "--applied=" + A),
                ParityCase.of("a lock that another session holds")
                        .migration(A, table("a"))
                        .hold("SELECT pg_advisory_lock(72707369)")
                        .deploy(),
                ParityCase.of("a lock that another session holds, resolving")
                        .migration(A, table("a"))
                        .hold("SELECT pg_advisory_lock(72707369)")
                        .applied(A),
                ParityCase.of("resolve with an empty name")
                        .migration(A, table("a"))
                        .applied("")
                        .rolledBack(""));
    }

    private static List<ParityCase> strangeRows() {
        return List.of(
                started("begun, and never ended", row(A, "NULL", "NULL", 0, "NULL"))
                        .deploy()
                        .rolledBack(A)
                        .deploy(),
                started("finished and rolled back", row(A, "now()", "now()", 1, "NULL"))
                        .applied(A)
                        .rolledBack(A)
                        .deploy()
                        .deploy(),
                started("finished without a step", row(A, "now()", "NULL", 0, "NULL"))
                        .deploy(),
                started(
                                "failed and finished",
                                row(A, "NULL", "NULL", 0, "'broken'") + row(A, "now()", "NULL", 1, "NULL"))
                        .deploy()
                        .applied(A)
                        .rolledBack(A)
                        .deploy(),
                started("failed twice", row(A, "NULL", "NULL", 0, "'x'") + row(A, "NULL", "NULL", 0, "'y'"))
                        .deploy()
                        .rolledBack(A)
                        .deploy(),
                started(
                                "failed twice, then applied",
                                row(A, "NULL", "NULL", 0, "'x'") + row(A, "NULL", "NULL", 0, "'y'"))
                        .applied(A)
                        .deploy(),
                started("finished twice", row(A, "now()", "NULL", 1, "NULL") + row(A, "now()", "NULL", 1, "NULL"))
                        .deploy()
                        .rolledBack(A)
                        .applied(A),
                started("one step of a script that failed", row(A, "NULL", "NULL", 1, "'x'"))
                        .deploy()
                        .rolledBack(A)
                        .deploy(),
                started("unknown and failed", row("20200101000000_gone", "NULL", "NULL", 0, "'x'"))
                        .deploy()
                        .rolledBack("20200101000000_gone")
                        .deploy(),
                started("unknown and rolled back", row("20200101000000_gone", "NULL", "now()", 0, "'x'"))
                        .deploy(),
                ParityCase.of("the history has a further column")
                        .migration(A, table("a"))
                        .deploy()
                        .sql("ALTER TABLE _prisma_migrations ADD note text DEFAULT 'x'")
                        .migration(B, table("b"))
                        .deploy()
                        .migration(C, FAILS)
                        .deploy()
                        .applied(C),
                ParityCase.of("the history was emptied")
                        .migration(A, table("a"))
                        .deploy()
                        .sql("DELETE FROM _prisma_migrations")
                        .deploy()
                        .applied(A),
                ParityCase.of("the history was dropped")
                        .migration(A, table("a"))
                        .deploy()
                        .sql("DROP TABLE _prisma_migrations")
                        .deploy()
                        .applied(A)
                        .deploy());
    }

    private static ParityCase started(String name, String rows) {
        return ParityCase.of("a row that is " + name)
                .migration(A, table("a"))
                .migration(B, table("b"))
                .sql("""
                        CREATE TABLE _prisma_migrations (
                            id                      VARCHAR(36) PRIMARY KEY NOT NULL,
                            checksum                VARCHAR(64) NOT NULL,
                            finished_at             TIMESTAMPTZ,
                            migration_name          VARCHAR(255) NOT NULL,
                            logs                    TEXT,
                            rolled_back_at          TIMESTAMPTZ,
                            started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
                            applied_steps_count     INTEGER NOT NULL DEFAULT 0
                        );
                        """ + rows);
    }

    private static String row(String name, String finished, String rolledBack, int steps, String logs) {
        return "INSERT INTO _prisma_migrations VALUES (gen_random_uuid(), repeat('0', 64), " + finished + ", '" + name
                + "', " + logs + ", " + rolledBack + ", now(), " + steps + ");\n";
    }

    private static String table(String name) {
        return "CREATE TABLE " + name + " (id int);";
    }
}
