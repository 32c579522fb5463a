package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The database's types, by their oids. */
final class Types {

    private static final String ALL = """
            SELECT t.oid, n.nspname, t.typname, t.typtype, t.typcategory, t.typelem, t.typbasetype, t.typtypmod,
                   coalesce(r.rngsubtype, m.rngtypid, 0), t.typrelid
            FROM pg_type AS t JOIN pg_namespace AS n ON n.oid = t.typnamespace
            LEFT JOIN pg_range AS r ON r.rngtypid = t.oid %s
            """;

    /** Multiranges came with version 14. */
    private static final String MULTIRANGES = "LEFT JOIN pg_range AS m ON m.rngmultitypid = t.oid";

    private static final String NO_MULTIRANGES = "LEFT JOIN (SELECT 0::oid AS rngtypid) AS m ON false";

    /** A part of a composite type. */
    record Attribute(String name, long type, int modifier) {}

    private final Session session;
    private final Map<Long, Type> types = new HashMap<>();
    private final Map<Long, List<String>> labels = new HashMap<>();

    Types(Session session) {
        this.session = session;
        boolean multiranges = session.one("SELECT current_setting('server_version_num')::int >= 140000")
                .flag(0);
        for (Row row : session.query(ALL.formatted(multiranges ? MULTIRANGES : NO_MULTIRANGES))) {
            types.put(row.number(0), type(row));
        }
        for (Row row : session.query("SELECT enumtypid, enumlabel FROM pg_enum ORDER BY enumtypid, enumsortorder")) {
            labels.computeIfAbsent(row.number(0), oid -> new ArrayList<>()).add(row.text(1));
        }
    }

    Type get(long oid) {
        return Objects.requireNonNull(types.get(oid), "a type of the catalogs");
    }

    List<String> labels(Type type) {
        return labels.getOrDefault(type.oid(), List.of());
    }

    List<Attribute> attributes(Type composite) {
        return session
                .query(
                        "SELECT attname, atttypid, atttypmod FROM pg_attribute WHERE attrelid = ? AND attnum > 0"
                                + " AND NOT attisdropped ORDER BY attnum",
                        composite.relation())
                .stream()
                .map(row -> new Attribute(row.text(0), row.number(1), (int) row.number(2)))
                .toList();
    }

    /** The conditions of a domain's CHECKs, in which VALUE stands for the value. */
    List<String> checks(Type domain) {
        return session
                .query(
                        "SELECT pg_get_expr(conbin, 0) FROM pg_constraint WHERE contypid = ? AND contype = 'c'"
                                + " ORDER BY conname",
                        domain.oid())
                .stream()
                .map(row -> row.text(0))
                .toList();
    }

    private static Type type(Row row) {
        return new Type(
                row.number(0),
                row.text(1),
                row.text(2),
                row.text(3).charAt(0),
                row.text(4).charAt(0),
                row.number(5),
                row.number(6),
                (int) row.number(7),
                row.number(8),
                row.number(9));
    }
}
