package dev.pgplaybook.testing;

import dev.pgplaybook.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The schema public as the catalogs describe it: a line for every column, index and constraint, defaults apart. */
public final class CatalogPicture {

    private static final String LINES = """
            SELECT line FROM (
              SELECT format('column %s.%s %s %s null:%s', c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull) AS line
              FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
              WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
              UNION ALL
              SELECT 'index ' || pg_get_indexdef(i.indexrelid)
              FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid WHERE c.relnamespace = 'public'::regnamespace
              UNION ALL
              SELECT format('constraint %s on %s: %s', conname, conrelid::regclass, pg_get_constraintdef(oid))
              FROM pg_constraint WHERE connamespace = 'public'::regnamespace) AS lines
            ORDER BY line COLLATE "C"
            """;

    private CatalogPicture() {}

    public static List<String> of(DatabaseUrl url) {
        try (Connection connection = TestServer.connect(url)) {
            return DatabaseExtension.rows(connection, LINES).stream()
                    .map(row -> row.get(0))
                    .toList();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
