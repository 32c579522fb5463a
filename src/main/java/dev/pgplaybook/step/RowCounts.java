package dev.pgplaybook.step;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many rows a database's tables have, as its own statistics estimate it; nothing is counted. */
public final class RowCounts {

    private static final String ESTIMATES = """
            SELECT CASE WHEN n.nspname = 'public' THEN '' ELSE quote_ident(n.nspname) || '.' END || quote_ident(c.relname),
                   c.reltuples::bigint
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND c.reltuples > 0 AND n.nspname NOT IN ('pg_catalog', 'information_schema')
            """;

    private RowCounts() {}

    /** By the tables' names, with the schema unless that is public. */
    public static Map<String, Long> of(DatabaseUrl url, SessionOptions reader) {
        Map<String, Long> counts = new LinkedHashMap<>();
        try (Session session = Session.open(url, reader)) {
            session.query(ESTIMATES).forEach(row -> counts.put(row.text(0), row.number(1)));
        }
        return counts;
    }
}
