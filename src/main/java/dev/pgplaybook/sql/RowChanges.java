package dev.pgplaybook.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whose rows a statement changes, by its words.
 *
 * @param tables as written
 * @param isOpaque whether it runs code, or turns to another schema, so that nobody can tell what it changes
 */
public record RowChanges(List<String> tables, boolean isOpaque) {

    private static final RowChanges NONE = new RowChanges(List.of(), false);

    private static final RowChanges OPAQUE = new RowChanges(List.of(), true);

    /** Functions that a migration selects, and which change no row. */
    private static final Set<String> HARMLESS =
            Set.of("SETVAL", "SET_CONFIG", "COUNT", "NOW", "COALESCE", "CURRENT_SETTING", "TO_REGCLASS", "MAX", "MIN");

    /** Words that a parenthesis may follow. */
    private static final String[] NO_FUNCTIONS = {
        "AS", "IN", "EXISTS", "FROM", "AND", "OR", "NOT", "SELECT", "WHERE", "ON", "VALUES", "ANY", "ALL", "UNION"
    };

    public RowChanges {
        tables = List.copyOf(tables);
    }

    static RowChanges by(Statement statement) {
        if (statement.changesSearchPath() || statement.isRollback()) {
            return OPAQUE;
        }
        return switch (statement.verb()) {
            case "DO", "CALL", "EXECUTE" -> OPAQUE;
            case "SELECT", "VALUES" -> selected(Words.of(statement));
            case "INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "TABLE" ->
                new RowChanges(written(Words.of(statement)), false);
            case "TRUNCATE", "COPY", "REFRESH MATERIALIZED VIEW" ->
                named(Words.of(statement).outer());
            case "CREATE TABLE" -> filled(Words.of(statement).outer());
            case "ALTER TABLE" -> partitioned(Words.of(statement).outer());
            default -> NONE;
        };
    }

    private static RowChanges selected(Words words) {
        List<String> written = written(words);
        int into = words.outer().find(0, "INTO");
        if (into >= 0) {
            written.add(words.outer().name(words.outer().skip(into + 1, "TEMP", "TEMPORARY", "UNLOGGED", "TABLE")));
        }
        for (int i = 0; i + 1 < words.size(); i++) {
            boolean called =
                    words.at(i).kind() == TokenKind.WORD && words.at(i + 1).kind() == TokenKind.OPEN;
            if (called && !HARMLESS.contains(words.at(i).keyword()) && !words.is(i, NO_FUNCTIONS)) {
                return OPAQUE;
            }
        }
        return new RowChanges(written, false);
    }

    /** The targets of every INSERT, UPDATE, DELETE and MERGE, inside a WITH as well. */
    private static List<String> written(Words words) {
        List<String> tables = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            boolean target = words.sequence(i, "INSERT", "INTO")
                    || words.sequence(i, "DELETE", "FROM")
                    || words.sequence(i, "MERGE", "INTO");
            if (target || words.is(i, "UPDATE")) {
                tables.add(words.name(words.skip(i + (target ? 2 : 1), "ONLY")));
            }
        }
        return tables;
    }

    private static RowChanges named(Words words) {
        List<String> tables = new ArrayList<>();
        int i = words.skip(1, "TABLE", "ONLY", "MATERIALIZED", "VIEW", "CONCURRENTLY");
        while (i < words.size()) {
            String name = words.name(i);
            tables.add(name);
            i += 1 + 2 * (int) name.chars().filter(c -> c == '.').count();
            if (i >= words.size() || !words.at(i).text().equals(",")) {
                break;
            }
            i = words.skip(i + 1, "ONLY");
        }
        return new RowChanges(tables, false);
    }

    /** {@code CREATE TABLE … AS} comes with rows. */
    private static RowChanges filled(Words words) {
        int name = words.skip(words.find(0, "TABLE") + 1, "IF", "NOT", "EXISTS");
        return words.find(name, "AS") > 0 ? new RowChanges(List.of(words.name(name)), false) : NONE;
    }

    /** A partition that comes or goes brings or takes rows. */
    private static RowChanges partitioned(Words words) {
        int name = words.skip(2, "IF", "EXISTS", "ONLY");
        return words.contains("ATTACH", "DETACH", "INHERIT") ? new RowChanges(List.of(words.name(name)), false) : NONE;
    }
}
