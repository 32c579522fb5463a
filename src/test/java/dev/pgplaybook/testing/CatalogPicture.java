package dev.pgplaybook.testing;

import dev.pgplaybook.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** The schema public as the catalogs describe it: a line for every column, index and constraint, and for all else if asked. */
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

    /** Defaults are in the words of their maker until a dump has gone through. */
    private static final String FURTHER_LINES = """
            SELECT line FROM (
              SELECT format('default of %s.%s: %s', d.adrelid::regclass, d.adnum, pg_get_expr(d.adbin, d.adrelid)) AS line
              FROM pg_attrdef AS d JOIN pg_class AS c ON c.oid = d.adrelid WHERE c.relnamespace = 'public'::regnamespace
              UNION ALL
              SELECT format('relation %s of the kind %s', relname, relkind) FROM pg_class WHERE relnamespace = 'public'::regnamespace
              UNION ALL
              SELECT format('view %s: %s', relname, pg_get_viewdef(oid))
              FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')
              UNION ALL
              SELECT format('enum %s: %s', enumtypid::regtype, string_agg(enumlabel, ', ' ORDER BY enumsortorder)) FROM pg_enum GROUP BY enumtypid
              UNION ALL
              SELECT format('function %s', pg_get_functiondef(oid)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')
              UNION ALL
              SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
              UNION ALL
              SELECT 'invalid index ' || indexrelid::regclass FROM pg_index WHERE NOT indisvalid
              UNION ALL
              SELECT 'extension ' || extname FROM pg_extension) AS lines
            ORDER BY line COLLATE "C"
            """;

    private CatalogPicture() {}

    /** With defaults, views, enums, functions, triggers and extensions as well. */
    public static List<String> complete(DatabaseUrl url) {
        return Stream.of(LINES, FURTHER_LINES)
                .flatMap(query -> lines(url, query).stream())
                .toList();
    }

    public static List<String> of(DatabaseUrl url) {
        return lines(url, LINES);
    }

    private static List<String> lines(DatabaseUrl url, String query) {
        try (Connection connection = TestServer.connect(url)) {
            return DatabaseExtension.rows(connection, query).stream()
                    .map(row -> row.get(0))
                    .toList();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
