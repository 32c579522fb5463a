package dev.pgplaybook.sql.staging;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.Column;
import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.rules.Rewrites;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the actions of an ALTER TABLE of a table that is in use where they do no harm. */
final class ActionStager {

    private static final Pattern COLLATION = Pattern.compile("(?i)\\bCOLLATE\\s+(\"[^\"]+\"|[\\w.\"]+)");

    private final Buckets buckets;
    private final Schema schema;
    private final Stager.Answers answers;
    private final List<String> made;

    ActionStager(Buckets buckets, Schema schema, Stager.Answers answers, List<String> made) {
        this.buckets = buckets;
        this.schema = schema;
        this.answers = answers;
        this.made = made;
    }

    boolean isThere(String table) {
        return !made.contains(Names.last(table));
    }

    /** @param rowsChanged whether the file has changed rows before: then what takes something away waits until the end */
    void take(List<Change> changes, boolean rowsChanged) {
        List<String> kept = new ArrayList<>();
        List<String> triggers = new ArrayList<>();
        String table = ((TableChange) changes.get(0)).table();
        buckets.tables.add(table);
        for (Change change : changes) {
            if (change instanceof TableChange.AddColumn add) {
                column(add, kept);
            } else if (change instanceof TableChange.AddConstraint add) {
                constraint(table, add.constraint(), kept);
            } else if (change instanceof TableChange.ChangeNullability nullability && nullability.notNull()) {
                required(nullability);
            } else if (rowsChanged && takesAway(change)) {
                buckets.contract.add(
                        table, "ALTER TABLE " + table + " " + change.part().text() + ";");
            } else if (change instanceof TableChange.ChangeType type && !Rewrites.keeps(type, schema)) {
                retyped(type, changes, kept, triggers);
            } else {
                kept.add(change.part().text());
            }
        }
        if (!kept.isEmpty()) {
            buckets.columns.add(table, "ALTER TABLE " + table + " " + String.join(",\n  ", kept) + ";");
        }
        triggers.forEach(sql -> buckets.columns.add(table, sql));
    }

    /** By way of another column, where nothing stands on this one and the statement does nothing else with it. */
    private void retyped(TableChange.ChangeType type, List<Change> changes, List<String> kept, List<String> triggers) {
        Optional<Move> way = changes.stream().anyMatch(other -> other != type && mentions(other, type.column()))
                ? Optional.empty()
                : Move.of(type, schema);
        way.ifPresentOrElse(
                move -> {
                    kept.add(move.addition());
                    triggers.add(move.kept());
                    buckets.move(move);
                },
                () -> {
                    buckets.notes.add("The type of " + type.column() + " of " + type.table()
                            + " changes in place, which writes the table anew: something stands on the column, or may,"
                            + " that would not move over to another one.");
                    kept.add(type.part().text());
                });
    }

    private static boolean mentions(Change change, String column) {
        return change.part().text().contains(Name.meant(column));
    }

    private static boolean takesAway(Change change) {
        return change instanceof TableChange.DropColumn
                || change instanceof TableChange.DropConstraint
                || change instanceof TableChange.RenameColumn
                || change instanceof TableChange.Rename;
    }

    private void column(TableChange.AddColumn add, List<String> kept) {
        Column column = add.column();
        String table = add.table();
        boolean asItIs = column.stored() || column.numbered() || column.has(Constraint.Kind.PRIMARY_KEY);
        if (asItIs) {
            buckets.notes.add(column.name() + " of " + table
                    + " is computed or numbered for every row, which writes the table anew; it is left as it is.");
            kept.add(add.part().text());
            return;
        }
        boolean empty = column.startsEmpty();
        boolean perRow = column.value()
                .filter(value -> Rewrites.isPerRow(value, Facts.NONE))
                .isPresent();
        StringBuilder definition = new StringBuilder(add.ifMissing() ? "ADD COLUMN IF NOT EXISTS " : "ADD COLUMN ");
        definition.append(column.name()).append(' ').append(column.type());
        Matcher collation = COLLATION.matcher(add.part().text());
        if (collation.find()) {
            definition.append(" COLLATE ").append(collation.group(1));
        }
        column.generated()
                .ifPresent(expression -> definition
                        .append(" GENERATED ALWAYS AS (")
                        .append(expression)
                        .append(") VIRTUAL"));
        if (!perRow && !empty) {
            column.value().ifPresent(value -> definition.append(" DEFAULT ").append(value));
            definition.append(column.notNull() ? " NOT NULL" : "");
        }
        kept.add(definition.toString());
        if (perRow || (empty && column.notNull())) {
            String value = perRow
                    ? column.value().orElseThrow()
                    : answers.to(question(table, column.name(), column.type(), add.part()));
            String byDefault = "ALTER COLUMN " + column.name() + " SET DEFAULT " + value;
            kept.add(byDefault);
            if (!perRow) {
                buckets.added.add("ALTER TABLE " + table + " " + byDefault + ";");
            }
            buckets.fill(table, column.name(), value);
            if (column.notNull()) {
                buckets.notNull(table, column.name());
            }
        }
        column.constraints().forEach(constraint -> constraint(table, constraint, kept));
    }

    private static Question question(String table, String column, String type, dev.pgplaybook.sql.change.Part part) {
        return new Question(Names.last(table) + "." + Names.last(column), table, column, type, part);
    }

    private void required(TableChange.ChangeNullability change) {
        String type = schema.column(change.table(), change.column())
                .map(Schema.Column::type)
                .orElse("its type");
        boolean known = schema.column(change.table(), change.column())
                .filter(Schema.Column::notNull)
                .isPresent();
        boolean proven = schema.isProvenNotNull(change.table(), change.column());
        if (!known && !proven && !buckets.fills(change.table(), change.column())) {
            String value = answers.to(question(change.table(), change.column(), type, change.part()));
            if (!value.equalsIgnoreCase("NULL")) {
                buckets.fillOld(change.table(), change.column(), value);
            }
        }
        buckets.notNull(change.table(), change.column());
    }

    private void constraint(String table, Constraint constraint, List<String> kept) {
        String name = constraint.nameOn(table);
        boolean later = constraint.kind() == Constraint.Kind.CHECK || constraint.kind() == Constraint.Kind.FOREIGN_KEY;
        boolean key = constraint.kind() == Constraint.Kind.UNIQUE || constraint.kind() == Constraint.Kind.PRIMARY_KEY;
        if (later && !constraint.notValid() && !constraint.notEnforced()) {
            String[] both = Advice.laterValidated(table, constraint).split("\n-- in the next migration\n", 2);
            buckets.checks.add(table, both[0]);
            buckets.validations.add(both[1]);
        } else if (key && constraint.usingIndex().isEmpty()) {
            if (constraint.kind() == Constraint.Kind.PRIMARY_KEY) {
                constraint.columns().stream()
                        .filter(column -> !isNotNull(table, column))
                        .forEach(column -> buckets.notNull(table, column));
            }
            String[] both = Advice.key(table, constraint).split("\n-- in the next migration\n", 2);
            buckets.indexes.add(both[0]);
            buckets.constraints.add(table, both[1]);
        } else {
            if (constraint.kind() == Constraint.Kind.EXCLUDE) {
                buckets.notes.add("The exclusion constraint " + name + " of " + table + " can only be built in place.");
            }
            kept.add("ADD " + constraint.part().text());
        }
    }

    private boolean isNotNull(String table, String column) {
        Optional<Schema.Column> known = schema.column(table, column);
        return known.filter(Schema.Column::notNull).isPresent();
    }
}
