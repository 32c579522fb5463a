package dev.pgplaybook.parity;

import java.util.List;

/** What a script leaves in the session, in which the next script and the bookkeeping follow. */
final class SessionCases {

    private static final String A = "20250101000000_a";
    private static final String B = "20250102000000_b";

    private SessionCases() {}

    static List<ParityCase> all() {
        return List.of(
                session(
                        "a temporary table",
                        "CREATE TEMP TABLE t (id int);",
                        "INSERT INTO t VALUES (1); CREATE TABLE b AS SELECT * FROM t;"),
                session("a prepared statement", "PREPARE p AS INSERT INTO kept VALUES (1);", "EXECUTE p;"),
                session(
                        "lock_timeout",
                        "SET lock_timeout = '3s';",
                        "CREATE TABLE b AS SELECT current_setting('lock_timeout');"),
                session(
                        "statement_timeout",
                        "SET statement_timeout = '20s';",
                        "CREATE TABLE b AS SELECT current_setting('statement_timeout');"),
                session(
                                "a time zone",
                                "SET TIME ZONE 'Asia/Tokyo';",
                                "CREATE TABLE b AS SELECT current_setting('TimeZone');")
                        .otherwise("Prisma's wasm engine then writes times that are hours off", "3 applied"),
                session(
                                "a style of dates",
                                "SET DateStyle = 'SQL, DMY';",
                                "CREATE TABLE b AS SELECT '01/02/2020'::date;")
                        .notYetAlike(
                                "the driver works with ISO dates alone, so the file is refused before it runs",
                                "PB213"),
                session("an encoding", "SET client_encoding = 'LATIN1';", "CREATE TABLE b AS SELECT 'x';"),
                session(
                        "an own setting",
                        "SET my.own = 'x';",
                        "CREATE TABLE b AS SELECT current_setting('my.own', true);"),
                session("a local setting", "SET LOCAL search_path = other;", "CREATE TABLE b (id int);"),
                session(
                        "strings as of old",
                        "SET standard_conforming_strings = off;",
                        "CREATE TABLE b AS SELECT 'a\\\\b';"),
                session(
                        "no checks of functions",
                        "SET check_function_bodies = off;",
                        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT id FROM nowhere';"),
                session("another search path", "SET search_path = other, public;", "CREATE TABLE b (id int);"),
                session("a search path without the history", "SET search_path = other;", "CREATE TABLE b (id int);")
                        .otherwise(
                                "Prisma applies the script, does not find its history, and leaves the row unfinished",
                                "3 applied"),
                session(
                                "the empty search path of pg_dump",
                                "SELECT pg_catalog.set_config('search_path', '', false); CREATE TABLE public.made (id int);",
                                "CREATE TABLE public.b (id int);")
                        .otherwise(
                                "Prisma applies the script, does not find its history, and leaves the row unfinished",
                                "3 applied"),
                session(
                        "a search path that is set back",
                        "SET search_path = other; CREATE TABLE made (id int); SET search_path = public;",
                        "CREATE TABLE b (id int);"),
                session(
                        "a search path in a transaction of its own",
                        "BEGIN; SET LOCAL search_path = other; CREATE TABLE made (id int); COMMIT;",
                        "CREATE TABLE b (id int);"),
                session(
                        "a search path of the database",
                        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = other', current_database()); END $$;",
                        "CREATE TABLE b (id int);"),
                session("a role", "SET ROLE parity_reader;", "CREATE TABLE b (id int);")
                        .otherwise(
                                "Prisma applies the script, may not write its history, and leaves the row unfinished",
                                "3 applied"),
                session("another user", "SET SESSION AUTHORIZATION parity_reader;", "CREATE TABLE b (id int);")
                        .otherwise(
                                "Prisma applies the script, may not write its history, and leaves the row unfinished",
                                "3 applied"),
                session("read-only transactions", "SET default_transaction_read_only = on;", "CREATE TABLE b (id int);")
                        .otherwise(
                                "Prisma applies the script, may not write its history, and leaves the row unfinished",
                                "3 applied"),
                session(
                        "no triggers",
                        "SET session_replication_role = replica;",
                        "CREATE TABLE b AS SELECT current_setting('session_replication_role');"),
                session(
                        "serializable transactions",
                        "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE;",
                        "CREATE TABLE b (id int);"),
                session("RESET ALL", "RESET ALL;", "CREATE TABLE b (id int);"),
                session("DISCARD ALL", "DISCARD ALL;", "CREATE TABLE b (id int);"),
                session("locks given back", "SELECT pg_advisory_unlock_all();", "CREATE TABLE b (id int);"),
                session("a channel", "LISTEN news; NOTIFY news, 'x';", "CREATE TABLE b (id int);"),
                session(
                        "an event trigger",
                        "CREATE FUNCTION stop() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no DDL'; END $$;"
                                + " CREATE EVENT TRIGGER stop ON ddl_command_start EXECUTE FUNCTION stop();",
                        "CREATE TABLE b (id int);"),
                session(
                                "a guarded history",
                                "CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'hands off'; END $$;"
                                        + " CREATE TRIGGER guard BEFORE UPDATE ON _prisma_migrations FOR EACH ROW EXECUTE FUNCTION guard();",
                                "CREATE TABLE b (id int);")
                        .otherwise("both fail; ours writes into the logs how far it came", "hands off"));
    }

    /** The first script changes the session, the second one is under its spell. */
    private static ParityCase session(String name, String first, String second) {
        return ParityCase.of("a session with " + name)
                .sql("""
                        DO $$ BEGIN CREATE ROLE parity_reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                        CREATE SCHEMA other;
                        """)
                .migration("20240101000000_kept", "CREATE TABLE kept (id int);")
                .migration(A, first)
                .migration(B, second)
                .deploy();
    }
}
