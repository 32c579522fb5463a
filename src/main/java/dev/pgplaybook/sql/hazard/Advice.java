package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.Part;
import java.util.List;

/** SQL that does it safely, in the user's own names. */
public final class Advice {

    private Advice() {}

    /** The statement with CONCURRENTLY behind the word INDEX, or another word. */
    public static String concurrently(Part part, String behind) {
        return part.statement().text().replaceFirst("(?i)\\b" + behind + "\\b", behind + " CONCURRENTLY") + ";";
    }

    /** NOT NULL by way of a CHECK that is validated while rows change. */
    public static String notNull(String table, String column) {
        String check = Names.made(column, "_not_null");
        return "ALTER TABLE " + table + " ADD CONSTRAINT " + check + " CHECK (" + column + " IS NOT NULL) NOT VALID;\n"
                + "-- in the next migration\n"
                + "ALTER TABLE " + table + " VALIDATE CONSTRAINT " + check + ";\n"
                + "-- in the one after\n"
                + "ALTER TABLE " + table + " ALTER COLUMN " + column + " SET NOT NULL, DROP CONSTRAINT " + check + ";";
    }

    /** A key by way of an index that is built while rows change. */
    public static String key(String table, Constraint constraint) {
        String name = constraint.nameOn(table);
        String columns = String.join(", ", constraint.columns());
        return "CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON " + table + " (" + columns + ")"
                + (constraint.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "") + ";\n"
                + "-- in the next migration\n"
                + "ALTER TABLE " + table + " ADD CONSTRAINT " + name + " "
                + constraint.kind().words() + " USING INDEX " + name + ";";
    }

    /** A constraint that is added first and validated later. */
    public static String laterValidated(String table, Constraint constraint) {
        String name = constraint.nameOn(table);
        String definition = constraint.part().text();
        String named = constraint.name().isPresent() ? definition : "CONSTRAINT " + name + " " + asTables(constraint);
        return "ALTER TABLE " + table + " ADD " + named + " NOT VALID;\n"
                + "-- in the next migration\n"
                + "ALTER TABLE " + table + " VALIDATE CONSTRAINT " + name + ";";
    }

    /** A column's REFERENCES needs its column named where it stands as the table's. */
    private static String asTables(Constraint constraint) {
        String text = constraint.part().text();
        boolean ofColumn =
                constraint.kind() == Constraint.Kind.FOREIGN_KEY && text.regionMatches(true, 0, "REFERENCES", 0, 10);
        return ofColumn ? "FOREIGN KEY (" + String.join(", ", constraint.columns()) + ") " + text : text;
    }

    /** An update in steps that each commit. */
    public static String batches(String table, String set, String condition) {
        return "UPDATE " + table + " SET " + set + " WHERE ctid IN (SELECT ctid FROM " + table + " WHERE " + condition
                + " LIMIT 5000);\n-- again, each in a transaction of its own, until no row is left";
    }

    public static String index(IndexChange.Create index) {
        return concurrently(index.part(), "INDEX");
    }

    /** Words with commas, and and before the last. */
    public static String listed(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.get(words.size() - 1);
    }
}
