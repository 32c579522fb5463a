package dev.pgplaybook.parity;

import java.util.List;
import java.util.stream.Stream;

/** What deploy makes of a database that has something in it, and of a schema of its own. */
final class GroundCases {

    private static final String A = "20250101000000_a";
    private static final String B = "20250102000000_b";
    private static final String FAILS = "CREATE TABLE half (id int);\nSELECT 1/0;";

    private GroundCases() {}

    static List<ParityCase> all() {
        return Stream.of(grounds(), schemas()).flatMap(List::stream).toList();
    }

    /** What is in a database that has no history. */
    private static List<ParityCase> grounds() {
        Stream<ParityCase> ordinary = Stream.of(
                        "CREATE TABLE there (id int)",
                        "CREATE VIEW there AS SELECT 1 AS one",
                        "CREATE MATERIALIZED VIEW there AS SELECT 1 AS one",
                        "CREATE TABLE there (id int) PARTITION BY RANGE (id)",
                        "CREATE TABLE there (id int) PARTITION BY RANGE (id); CREATE TABLE part PARTITION OF there DEFAULT",
                        "CREATE TYPE there AS ENUM ('a'); CREATE SEQUENCE s; CREATE FUNCTION f() RETURNS int RETURN 1",
                        "CREATE TYPE there AS (id int)",
                        "CREATE UNLOGGED TABLE there (id int)",
                        "CREATE SCHEMA other; CREATE TABLE other.there (id int)",
                        "CREATE TABLE spatial_ref_sys (srid int)",
                        "CREATE TABLE \"_PRISMA_MIGRATIONS\" (id int)",
                        "CREATE SCHEMA other; CREATE TABLE other._prisma_migrations (id int)",
                        "CREATE EXTENSION postgres_fdw; CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw;"
                                + " CREATE FOREIGN TABLE there (id int) SERVER s",
                        "CREATE EXTENSION pg_stat_statements; CREATE EXTENSION hstore")
                .map(sql -> ParityCase.of("deploying beside " + sql)
                        .sql(sql)
                        .migration(A, table("a"))
                        .deploy());
        Stream<ParityCase> ofPostGis = Stream.of(
                        "\"Spatial_Ref_Sys\"",
                        "geometry_columns",
                        "geography_columns",
                        "raster_columns",
                        "raster_overviews")
                .map(table -> ParityCase.of("deploying beside PostGIS's table " + table)
                        .sql("CREATE TABLE " + table + " (srid int)")
                        .migration(A, table("a"))
                        .deploy());
        return Stream.concat(ordinary, ofPostGis).toList();
    }

    private static List<ParityCase> schemas() {
        return List.of(
                ParityCase.of("?schema= of a schema")
                        .inSchema("app")
                        .sql("CREATE SCHEMA app")
                        .migration(A, table("a"))
                        .migration(B, FAILS)
                        .deploy()
                        .rolledBack(B)
                        .applied(B)
                        .deploy(),
                ParityCase.of("?schema= of a schema that is not there")
                        .inSchema("app")
                        .migration(A, table("a"))
                        .deploy()
                        .deploy(),
                ParityCase.of("?schema= of a schema that is not there, marking as applied")
                        .inSchema("app")
                        .migration(A, table("a"))
                        .applied(A)
                        .deploy(),
                ParityCase.of("?schema= of a schema that is not there, rolling back")
                        .inSchema("app")
                        .migration(A, table("a"))
                        .rolledBack(A)
                        .otherwise("both refuse, but Prisma makes the schema before it does", "PB214"),
                ParityCase.of("?schema= beside tables in public")
                        .inSchema("app")
                        .sql("CREATE SCHEMA app; CREATE TABLE public.there (id int)")
                        .migration(A, table("a"))
                        .deploy(),
                ParityCase.of("?schema= with a table in it")
                        .inSchema("app")
                        .sql("CREATE SCHEMA app; CREATE TABLE app.there (id int)")
                        .migration(A, table("a"))
                        .deploy()
                        .applied(A)
                        .deploy(),
                ParityCase.of("?schema= beside a history in public")
                        .inSchema("app")
                        .sql("CREATE SCHEMA app; CREATE TABLE public._prisma_migrations (id int)")
                        .migration(A, table("a"))
                        .deploy());
    }

    private static String table(String name) {
        return "CREATE TABLE " + name + " (id int);";
    }
}
