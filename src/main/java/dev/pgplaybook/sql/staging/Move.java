package dev.pgplaybook.sql.staging;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A column's way to another type, by expand and contract: a new column beside it, which a trigger keeps for old code and batches fill,
 * takes its place and its name in the end.
 *
 * @param value what the new column holds, in terms of the table's columns
 */
record Move(
        String table, String column, String type, Optional<String> collation, Optional<String> value, boolean notNull) {

    /** Types without an equality, by which a row that is still to be done could be told. */
    private static final List<String> INCOMPARABLE = List.of("json", "xml", "point", "box", "polygon");

    /**
     * The way of a change, where there is one. What stands on the column (a key, an index, a rule, a default, a sequence) would go with
     * it, and what is not known might.
     */
    static Optional<Move> of(TableChange.ChangeType change, Schema schema) {
        return schema.table(change.table())
                .filter(table -> table.isWhole() && !table.isPartitioned())
                .filter(table -> isFree(table, change.column()))
                .filter(table -> table.column(fresh(change.column())).isEmpty())
                .filter(table -> !INCOMPARABLE.contains(change.type()))
                .flatMap(table -> table.column(change.column()))
                .filter(column -> column.value().isEmpty() && !column.numbered())
                .filter(column -> !column.type().toLowerCase(Locale.ROOT).contains("serial"))
                .map(column -> new Move(
                        change.table(),
                        change.column(),
                        change.type(),
                        change.collation(),
                        change.using(),
                        column.notNull()));
    }

    private static boolean isFree(Schema.Table table, String column) {
        String name = Name.meant(column);
        return table.indexes().stream()
                        .noneMatch(index ->
                                index.partial() || index.columns().stream().anyMatch(part -> part.contains(name)))
                && table.rules().stream()
                        .noneMatch(rule -> rule.columns().contains(name)
                                || rule.condition().contains(name));
    }

    private static String fresh(String column) {
        return Names.made(column, "_new");
    }

    /** The column that takes the place. */
    String fresh() {
        return fresh(column);
    }

    private String trigger() {
        return Names.made(table, "_" + Name.meant(column).replace("\"", "") + "_moves");
    }

    private String expression() {
        return value.orElse(column);
    }

    String addition() {
        return "ADD COLUMN " + fresh() + " " + type
                + collation.map(name -> " COLLATE " + name).orElse("");
    }

    /** Code that is not released anew writes the old column alone. */
    String kept() {
        return "CREATE FUNCTION " + trigger() + "() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  SELECT "
                + expression() + " INTO NEW." + fresh() + " FROM (SELECT NEW.*) AS " + Names.last(table)
                + ";\n  RETURN NEW;\nEND $$;\n\nCREATE TRIGGER " + trigger() + " BEFORE INSERT OR UPDATE ON " + table
                + "\n  FOR EACH ROW EXECUTE FUNCTION " + trigger() + "();";
    }

    String batches(int size) {
        String open = fresh() + " IS DISTINCT FROM CAST(" + expression() + " AS " + type + ")";
        return Buckets.looped(
                "UPDATE " + table + "\n    SET " + fresh() + " = " + expression()
                        + "\n    WHERE ctid = ANY (ARRAY(SELECT ctid FROM " + table + " WHERE " + open + " LIMIT "
                        + size
                        + "))",
                "SELECT 1 FROM " + table + " WHERE " + open);
    }

    /** What ends it, in one transaction that writes no row. */
    String swap() {
        return "DROP TRIGGER " + trigger() + " ON " + table + ";\n\nDROP FUNCTION " + trigger() + "();\n\n"
                + "-- pgplaybook-ignore D002 reason=\"its values are in " + fresh().replace("\"", "'") + "\"\n"
                + "ALTER TABLE " + table + " DROP COLUMN " + column + ";\n\n"
                + "-- pgplaybook-ignore C001 reason=\"the name is the old one's, and old code finds it again\"\n"
                + "ALTER TABLE " + table + " RENAME COLUMN " + fresh() + " TO " + column + ";";
    }

    String note() {
        return "The type of " + column + " of " + table
                + " changes by way of a new column, which a trigger keeps while old code writes;"
                + " it stands last among the columns then.";
    }
}
