package dev.pgplaybook.migration;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.sql.Name;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the catalogs say of the tables that a script names; each is asked about once. */
final class TargetTables {

    private final Session session;
    private final Map<String, Boolean> known = new HashMap<>();

    TargetTables(Session session) {
        this.session = session;
    }

    /** Whether the target has any table that a migration could ask something of, beside the history. */
    static boolean any(Session session) {
        return session.one("SELECT EXISTS (SELECT 1 FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
                        + " WHERE c.relkind IN ('r', 'p', 'm', 'f') AND c.relname <> '_prisma_migrations'"
                        + " AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%')")
                .flag(0);
    }

    boolean exists(String table) {
        return known.computeIfAbsent(
                table,
                name -> session.one("SELECT to_regclass(?) IS NOT NULL", name).flag(0));
    }

    boolean hasColumn(String table, String column) {
        return session.one(
                        "SELECT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass(?) AND attname = ?"
                                + " AND NOT attisdropped)",
                        table,
                        Name.meant(column))
                .flag(0);
    }

    /** The columns of the table's primary key, quoted. */
    List<String> primaryKey(String table) {
        return session
                .query(
                        "SELECT a.attname FROM pg_index AS i, unnest(i.indkey) WITH ORDINALITY AS k (attnum, place),"
                                + " pg_attribute AS a WHERE i.indrelid = to_regclass(?) AND i.indisprimary"
                                + " AND a.attrelid = i.indrelid AND a.attnum = k.attnum ORDER BY k.place",
                        table)
                .stream()
                .map(row -> Identifiers.quote(row.text(0)))
                .toList();
    }

    /** The definition of a constraint that is there and not validated. */
    Optional<String> unvalidated(String table, String constraint) {
        List<Row> rows = session.query(
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = to_regclass(?) AND conname = ?"
                        + " AND NOT convalidated",
                table,
                Name.meant(constraint));
        return rows.stream().findFirst().map(row -> row.text(0).replaceFirst(" NOT VALID$", ""));
    }
}
