package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.Column;
import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.change.TableChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Carries a schema over a change. */
final class Unfolding {

    private static final Set<String> HOLDING_ROWS = Set.of("TABLE", "MATERIALIZED VIEW");

    private final Schema schema;

    Unfolding(Schema schema) {
        this.schema = schema;
    }

    void take(Change change) {
        if (change instanceof TableChange.Create create) {
            created(create);
        } else if (change instanceof TableChange table) {
            altered(table, schema.heardOf(table.table()));
        } else if (change instanceof IndexChange.Create index) {
            indexed(index);
        } else if (change instanceof IndexChange.Drop drop) {
            drop.names()
                    .forEach(name ->
                            schema.tableOfIndex(name).ifPresent(table -> table.indexes.remove(Names.last(name))));
        } else if (change instanceof ObjectChange object) {
            object(object);
        }
    }

    private void created(TableChange.Create create) {
        if (create.ifMissing() && schema.table(create.table()).isPresent()) {
            return;
        }
        boolean whole = !create.filled() && create.parent().isEmpty();
        Schema.Table table = new Schema.Table(create.table(), schema.fileNumber(), whole, OptionalLong.empty());
        create.columns().forEach(column -> add(table, column));
        create.constraints().forEach(constraint -> add(table, constraint));
        table.partitioned = !create.partitionKeys().isEmpty();
        table.partitionKeys.addAll(create.partitionKeys());
        schema.put(table);
        create.parent().ifPresent(parent -> {
            Schema.Table known = schema.heardOf(parent);
            known.partitioned = true;
            known.partitions++;
            known.hasDefaultPartition |= create.isDefault();
        });
    }

    private void altered(TableChange change, Schema.Table table) {
        if (change instanceof TableChange.AddColumn add) {
            if (!(add.ifMissing() && table.column(add.column().name()).isPresent())) {
                add(table, add.column());
            }
        } else if (change instanceof TableChange.DropColumn drop) {
            table.columns.remove(Name.meant(drop.column()));
            table.indexes.values().removeIf(index -> names(index.columns(), drop.column()));
            table.rules.values().removeIf(rule -> names(rule.columns(), drop.column()));
        } else if (change instanceof TableChange.ChangeType type) {
            changed(
                    table,
                    type.column(),
                    c -> new Schema.Column(c.name(), type.type(), c.notNull(), c.value(), c.numbered(), c.madeIn()));
        } else if (change instanceof TableChange.ChangeNullability nullability) {
            changed(
                    table,
                    nullability.column(),
                    c -> new Schema.Column(
                            c.name(), c.type(), nullability.notNull(), c.value(), c.numbered(), c.madeIn()));
        } else if (change instanceof TableChange.ChangeDefault value) {
            changed(
                    table,
                    value.column(),
                    c -> new Schema.Column(c.name(), c.type(), c.notNull(), value.value(), c.numbered(), c.madeIn()));
        } else if (change instanceof TableChange.AddConstraint add) {
            add(table, add.constraint());
        } else if (change instanceof TableChange.DropConstraint drop) {
            table.rules.remove(Names.last(drop.name()));
            table.indexes.remove(Names.last(drop.name()));
        } else if (change instanceof TableChange.Validate validate) {
            schema.constraint(validate.table(), validate.name())
                    .ifPresent(rule -> table.rules.put(Names.last(rule.name()), validated(rule)));
        } else if (change instanceof TableChange.RenameColumn rename) {
            renamed(table, rename);
        } else if (change instanceof TableChange.Rename rename && !rename.isSchema()) {
            moved(table, rename.to());
        }
    }

    private interface Edit {
        Schema.Column of(Schema.Column column);
    }

    private static void changed(Schema.Table table, String column, Edit edit) {
        table.columns.computeIfPresent(Name.meant(column), (name, known) -> edit.of(known));
    }

    private void renamed(Schema.Table table, TableChange.RenameColumn rename) {
        Schema.Column known = table.columns.remove(Name.meant(rename.from()));
        if (known != null) {
            String meant = Name.meant(rename.to());
            table.columns.put(
                    meant,
                    new Schema.Column(
                            meant, known.type(), known.notNull(), known.value(), known.numbered(), known.madeIn()));
        }
    }

    /** A table with its rows, under another name. */
    private void moved(Schema.Table table, String to) {
        boolean isNew = schema.isNew(table.name());
        Schema.Table moved = new Schema.Table(to, isNew ? schema.fileNumber() : 0, table.isWhole(), table.rows());
        moved.columns.putAll(table.columns);
        moved.indexes.putAll(table.indexes);
        moved.rules.putAll(table.rules);
        moved.partitioned = table.partitioned;
        schema.remove(table.name());
        schema.put(moved);
    }

    private void add(Schema.Table table, Column column) {
        boolean primary = column.has(Constraint.Kind.PRIMARY_KEY);
        Optional<String> value = column.value().or(column::generated);
        table.columns.put(
                Name.meant(column.name()),
                new Schema.Column(
                        Name.meant(column.name()),
                        column.type(),
                        column.notNull() || primary || column.numbered(),
                        value,
                        column.numbered(),
                        schema.fileNumber()));
        column.constraints().forEach(constraint -> add(table, constraint));
    }

    private static void add(Schema.Table table, Constraint constraint) {
        String name = Names.last(constraint.nameOn(table.name()));
        List<String> columns = columnsOf(table, constraint);
        boolean valid = !constraint.notValid() && !constraint.notEnforced();
        table.rules.put(
                name,
                new Schema.Rule(
                        name,
                        constraint.kind().words(),
                        columns,
                        constraint.reference().map(Constraint.Reference::table),
                        constraint.condition(),
                        valid));
        boolean primary = constraint.kind() == Constraint.Kind.PRIMARY_KEY;
        if (primary || constraint.kind() == Constraint.Kind.UNIQUE) {
            constraint.usingIndex().ifPresent(index -> table.indexes.remove(Names.last(index)));
            table.indexes.put(name, new Schema.Index(name, true, primary, true, columns, false));
        }
        if (primary || (constraint.kind() == Constraint.Kind.NOT_NULL && valid)) {
            columns.forEach(column -> changed(
                    table,
                    column,
                    c -> new Schema.Column(c.name(), c.type(), true, c.value(), c.numbered(), c.madeIn())));
        }
    }

    private static List<String> columnsOf(Schema.Table table, Constraint constraint) {
        Schema.Index taken = constraint
                .usingIndex()
                .map(index -> table.indexes.get(Names.last(index)))
                .orElse(null);
        return taken != null
                ? taken.columns()
                : constraint.columns().stream().map(Name::meant).toList();
    }

    private static Schema.Rule validated(Schema.Rule rule) {
        return new Schema.Rule(rule.name(), rule.kind(), rule.columns(), rule.references(), rule.condition(), true);
    }

    private void indexed(IndexChange.Create index) {
        String name = Names.last(index.shownName());
        Schema.Table table = schema.heardOf(index.table());
        if (index.ifMissing() && table.indexes.containsKey(name)) {
            return;
        }
        List<String> columns = index.keys().stream().map(Name::meant).toList();
        table.indexes.put(
                name,
                new Schema.Index(
                        name,
                        index.unique(),
                        false,
                        true,
                        columns,
                        index.where().isPresent()));
    }

    private void object(ObjectChange change) {
        if (change instanceof ObjectChange.CreateView view && view.materialized()) {
            schema.put(new Schema.Table(view.name(), schema.fileNumber(), false, OptionalLong.empty()));
        } else if (change instanceof ObjectChange.Drop drop && HOLDING_ROWS.contains(drop.kind())) {
            drop.names().forEach(schema::remove);
        } else if (change instanceof ObjectChange.CreateType type
                && !type.labels().isEmpty()) {
            schema.enums.put(Names.last(type.name()), type.labels());
        } else if (change instanceof ObjectChange.AddLabel add) {
            schema.enums.computeIfPresent(Names.last(add.type()), (name, labels) -> joined(labels, add.label()));
        } else if (change instanceof ObjectChange.Rename rename && rename.kind().equals("TYPE") && !rename.isSchema()) {
            List<String> labels = schema.enums.remove(Names.last(rename.name()));
            if (labels != null) {
                schema.enums.put(Names.last(rename.to()), labels);
            }
        } else if (change instanceof ObjectChange.Rename rename && rename.kind().equals("INDEX")) {
            schema.tableOfIndex(rename.name()).ifPresent(table -> {
                Schema.Index index = table.indexes.remove(Names.last(rename.name()));
                if (index != null) {
                    table.indexes.put(Names.last(rename.to()), index);
                }
            });
        } else if (change instanceof ObjectChange.CreateDomain domain && domain.constrained()) {
            schema.constrainedDomains.add(Names.last(domain.name()));
        } else if (change instanceof ObjectChange.DomainRule rule) {
            schema.constrainedDomains.add(Names.last(rule.domain()));
        }
    }

    private static List<String> joined(List<String> labels, String label) {
        List<String> more = new ArrayList<>(labels);
        more.add(label);
        return more;
    }

    private static boolean names(List<String> columns, String column) {
        return columns.contains(Name.meant(column));
    }
}
