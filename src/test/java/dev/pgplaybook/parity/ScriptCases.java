package dev.pgplaybook.parity;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a script may hold: one of each, behind one that is applied and before one that follows if it may. */
final class ScriptCases {

    private static final String BEFORE = "20250101000000_before";
    private static final String SCRIPT = "20250102000000_script";
    private static final String AFTER = "20250103000000_after";

    private ScriptCases() {}

    static List<ParityCase> all() {
        return Stream.of(statements(), outsideTransactions(), transactions(), failures(), strange())
                .flatMap(List::stream)
                .toList();
    }

    private static List<ParityCase> statements() {
        String many = IntStream.range(0, 3000)
                .mapToObj(i -> "INSERT INTO before VALUES (" + i + "); -- ü ; '\n")
                .collect(Collectors.joining());
        return List.of(
                script("a DO block", "DO $$ BEGIN EXECUTE 'CREATE TABLE made (id int)'; END $$;"),
                script(
                        "functions",
                        "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN RETURN 1; END; $f$;\n"
                                + "CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;"),
                script(
                        "a trigger",
                        "CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\n"
                                + "CREATE TRIGGER t BEFORE INSERT ON before FOR EACH ROW EXECUTE FUNCTION t();"),
                script(
                        "data",
                        "INSERT INTO before VALUES (1), (2); UPDATE before SET id = id + 1; SELECT * FROM before;"),
                script("thousands of statements", many),
                script("megabytes", "INSERT INTO texts VALUES ('" + "0123456789 ü; ".repeat(300_000) + "');"),
                script("a notice", "DO $$ BEGIN RAISE NOTICE 'hello'; RAISE WARNING 'careful'; END $$;"),
                script(
                        "an extension",
                        "CREATE EXTENSION IF NOT EXISTS pgcrypto; CREATE EXTENSION IF NOT EXISTS pgcrypto;"),
                script("a new enum value", "ALTER TYPE mood ADD VALUE 'new';"),
                script(
                        "a new enum value that is used",
                        "ALTER TYPE mood ADD VALUE 'new'; ALTER TABLE moods ALTER m SET DEFAULT 'new';"),
                script(
                        "an enum made, grown and used",
                        "CREATE TYPE e AS ENUM ('a'); ALTER TYPE e ADD VALUE 'b'; CREATE TABLE es (e e DEFAULT 'b');"),
                script("rows read out by COPY", "COPY (SELECT 1) TO STDOUT; CREATE TABLE made (id int);"),
                script(
                        "a name twice in other letters",
                        "CREATE TABLE \"Made\" (id int); CREATE TABLE made (\"Id\" int);"),
                script("no semicolon at the end", "CREATE TABLE made (id int)"),
                script("a cursor", "DECLARE c CURSOR FOR SELECT 1; FETCH c; CLOSE c;"),
                script(
                        "braces, question marks and colons",
                        "CREATE TABLE made (a jsonb DEFAULT '{\"d\": \"?\"}', b text DEFAULT '{d}', c text DEFAULT ':x');"
                                + " SELECT '{}'::jsonb ? 'a', '{}'::jsonb ?| array['a'];"),
                script("JDBC's escapes", "SELECT {d '2020-01-01'};"),
                script("backslashes in a string", "INSERT INTO texts VALUES ('a\\b'), (E'a\\nb'), ('\\');"),
                script("a lock that is asked for", "SELECT pg_advisory_lock(1); CREATE TABLE made (id int);"));
    }

    private static List<ParityCase> outsideTransactions() {
        return List.of(
                script("an index made concurrently", "CREATE INDEX CONCURRENTLY made ON before (id);"),
                script(
                        "an index made concurrently below comments",
                        "-- one ; two\n/* three */ CREATE INDEX CONCURRENTLY made ON before (id); -- four\n"),
                script(
                        "an index made concurrently with others",
                        "CREATE TABLE made (id int);\nCREATE INDEX CONCURRENTLY i ON before (id);"),
                script(
                        "two indexes made concurrently",
                        "CREATE INDEX CONCURRENTLY i ON before (id);\nCREATE INDEX CONCURRENTLY j ON before (id);"),
                script(
                        "an index made concurrently behind COMMIT",
                        "CREATE TABLE made (id int); COMMIT; CREATE INDEX CONCURRENTLY i ON before (id);"),
                script(
                        "a unique index made concurrently that fails",
                        "CREATE UNIQUE INDEX CONCURRENTLY made ON texts (t);"),
                script("an index dropped concurrently", "DROP INDEX CONCURRENTLY texts_t;"),
                script(
                        "an index dropped concurrently with others",
                        "DROP INDEX CONCURRENTLY texts_t; CREATE TABLE made (id int);"),
                script("an index built again concurrently", "REINDEX INDEX CONCURRENTLY texts_t;"),
                script(
                        "a table's indexes built again concurrently with others",
                        "CREATE TABLE made (id int); REINDEX TABLE CONCURRENTLY texts;"),
                script(
                        "a view refreshed concurrently",
                        "REFRESH MATERIALIZED VIEW CONCURRENTLY counted; CREATE TABLE made (id int);"),
                script("VACUUM", "VACUUM before;"),
                script("VACUUM with others", "CREATE TABLE made (id int); VACUUM before;"),
                script("a system setting", "ALTER SYSTEM RESET work_mem;"),
                script("a system setting with others", "CREATE TABLE made (id int); ALTER SYSTEM RESET work_mem;"));
    }

    private static List<ParityCase> transactions() {
        return List.of(
                script("BEGIN and COMMIT", "BEGIN; CREATE TABLE made (id int); COMMIT;"),
                script(
                        "BEGIN and COMMIT, twice",
                        "BEGIN; CREATE TABLE made (id int); COMMIT; BEGIN; CREATE TABLE other (id int); END;"),
                script(
                        "BEGIN and COMMIT, then a failure",
                        "BEGIN; CREATE TABLE made (id int); COMMIT; CREATE TABLE other (id int); SELECT 1/0;"),
                script("BEGIN and ROLLBACK", "BEGIN; CREATE TABLE made (id int); ROLLBACK;"),
                script("COMMIT in the middle", "CREATE TABLE made (id int); COMMIT; CREATE TABLE other (id int);"),
                script(
                        "COMMIT in the middle, then a failure",
                        "CREATE TABLE made (id int); COMMIT; CREATE TABLE other (id int); SELECT 1/0;"),
                script("ROLLBACK in the middle", "CREATE TABLE made (id int); ROLLBACK; CREATE TABLE other (id int);"),
                script("ROLLBACK at the end", "CREATE TABLE made (id int); ROLLBACK;"),
                script("COMMIT alone", "COMMIT;"),
                script(
                        "START TRANSACTION",
                        "START TRANSACTION ISOLATION LEVEL SERIALIZABLE; CREATE TABLE made (id int); COMMIT WORK;"),
                script(
                        "a savepoint",
                        "BEGIN; SAVEPOINT s; CREATE TABLE made (id int); ROLLBACK TO s; CREATE TABLE other (id int); COMMIT;"),
                script("a savepoint without BEGIN", "SAVEPOINT s; CREATE TABLE made (id int);"),
                script("BEGIN twice", "BEGIN; BEGIN; CREATE TABLE made (id int); COMMIT;"),
                script("COMMIT twice", "BEGIN; CREATE TABLE made (id int); COMMIT; COMMIT;"),
                script("a failure between BEGIN and COMMIT", "BEGIN; CREATE TABLE made (id int); SELECT 1/0; COMMIT;"),
                script("BEGIN without COMMIT", "BEGIN; CREATE TABLE made (id int);")
                        .otherwise("Prisma reports success and loses the rows, or all that follows", "PB213"),
                script(
                                "BEGIN without COMMIT behind another",
                                "BEGIN; CREATE TABLE made (id int); COMMIT; BEGIN; CREATE TABLE other (id int);")
                        .otherwise("Prisma reports success and loses the rows, or all that follows", "PB213"),
                script("COMMIT AND CHAIN", "BEGIN; CREATE TABLE made (id int); COMMIT AND CHAIN;")
                        .otherwise("Prisma reports success and loses the rows, or all that follows", "PB213"),
                script(
                        "ROLLBACK AND CHAIN",
                        "BEGIN; CREATE TABLE made (id int); ROLLBACK AND CHAIN; CREATE TABLE other (id int); COMMIT;"),
                script(
                        "COMMIT in a DO block",
                        "DO $$ BEGIN CREATE TABLE made (id int); COMMIT; CREATE TABLE other (id int); END $$;"),
                script("COMMIT in a procedure", "CALL commits();"),
                script("COMMIT in a procedure with others", "CREATE TABLE made (id int); CALL commits();"),
                script("a prepared transaction", "BEGIN; CREATE TABLE made (id int); PREPARE TRANSACTION 'x';"),
                script("a constraint deferred to COMMIT", "INSERT INTO late VALUES (1), (1);"),
                script("a read-only transaction", "SET TRANSACTION READ ONLY; CREATE TABLE made (id int);"));
    }

    private static List<ParityCase> failures() {
        return List.of(
                failing(
                        "a failure in the middle",
                        "CREATE TABLE made (id int);\nSELECT 1/0;\nCREATE TABLE other (id int);"),
                failing("wrong syntax at the end", "CREATE TABLE made (id int);\nCREATE TABEL other (id int);"),
                failing("wrong syntax beyond ASCII", "-- ü 😀\nCREATE TABLE größe (id int); SELECT 'ü' FROM;"),
                failing(
                        "an exception",
                        "DO $$ BEGIN RAISE EXCEPTION 'not today' USING HINT = 'tomorrow', ERRCODE = 'ZZ001'; END $$;"),
                failing("an assertion", "CREATE TABLE made (id int); DO $$ BEGIN ASSERT false, 'wrong'; END $$;"),
                failing("a missing table", "ALTER TABLE nowhere ADD id int;"),
                failing("a table that exists", "CREATE TABLE before (id int);"),
                failing("a duplicate", "CREATE UNIQUE INDEX made ON texts (t);"),
                script("a quote left open", "SELECT 'open;"),
                script("a dollar quote left open", "DO $$ BEGIN"),
                failing("a parameter", "SELECT $1;"),
                failing("psql's commands", "\\restrict abc\nCREATE TABLE made (id int);\n\\unrestrict abc"),
                failing("a very long message", "DO $$ BEGIN RAISE EXCEPTION '%', repeat('x', 100000); END $$;"));
    }

    private static List<ParityCase> strange() {
        return List.of(
                script("rows read in by COPY", "COPY before FROM STDIN;\n1\n2\n\\.\n"),
                script("a NUL byte", "CREATE TABLE made (id int);\u0000CREATE TABLE other (id int);"),
                script(
                        "an end of its own session",
                        "CREATE TABLE made (id int); SELECT pg_terminate_backend(pg_backend_pid());"),
                script(
                        "the history itself, renamed",
                        "ALTER TABLE _prisma_migrations RENAME TO old_prisma_migrations;"),
                script("the history itself, dropped", "DROP TABLE _prisma_migrations;"),
                script("the history itself, emptied", "DELETE FROM _prisma_migrations;")
                        .otherwise("the script is applied by both; ours misses the rows, and says so", "PB213"),
                script(
                        "the history itself, squashed",
                        "DELETE FROM _prisma_migrations WHERE migration_name LIKE '%before';"),
                script(
                        "a further row of the history",
                        "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, started_at)"
                                + " VALUES (gen_random_uuid(), repeat('0', 64), '" + AFTER
                                + "', now(), '2020-01-01');"),
                script("the whole schema, dropped and made", "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"));
    }

    /** The script is tried between two plain ones. */
    private static ParityCase script(String name, String text) {
        return ParityCase.of("a script with " + name)
                .sql("""
                        CREATE SCHEMA fixture;
                        CREATE PROCEDURE fixture.commits() LANGUAGE plpgsql AS
                          $$ BEGIN CREATE TABLE public.one (id int); COMMIT; CREATE TABLE public.two (id int); END $$;
                        """)
                .migration(BEFORE, """
                        CREATE TABLE before (id int);
                        CREATE TYPE mood AS ENUM ('old');
                        CREATE TABLE moods (m mood);
                        CREATE TABLE texts (t text);
                        CREATE INDEX texts_t ON texts (t);
                        CREATE TABLE late (id int UNIQUE DEFERRABLE INITIALLY DEFERRED);
                        CREATE MATERIALIZED VIEW counted AS SELECT 1 AS one;
                        CREATE UNIQUE INDEX one ON counted (one);
                        INSERT INTO texts VALUES ('twice'), ('twice');
                        """)
                .migration(SCRIPT, text.replace("commits()", "fixture.commits()"))
                .migration(AFTER, "CREATE TABLE after (id int);")
                .deploy();
    }

    /** One that fails: deployed again, marked as rolled back, mended, and deployed a last time. */
    private static ParityCase failing(String name, String text) {
        return script(name, text)
                .deploy()
                .rolledBack(SCRIPT)
                .migration(SCRIPT, "CREATE TABLE mended (id int);")
                .deploy();
    }
}
