package dev.pgplaybook.sql.change;

import java.util.List;
import java.util.Optional;

/** What is done to one table. */
public sealed interface TableChange extends Change {

    String table();

    /**
     * A table is made.
     *
     * @param parent the table that it is a partition of
     * @param partitionKeys by what it is partitioned; none where it is not
     * @param filled whether a query's rows come with it
     */
    record Create(
            Part part,
            String table,
            boolean ifMissing,
            boolean temporary,
            List<Column> columns,
            List<Constraint> constraints,
            Optional<String> parent,
            boolean isDefault,
            List<String> partitionKeys,
            boolean filled)
            implements TableChange {

        public Create {
            columns = List.copyOf(columns);
            constraints = List.copyOf(constraints);
            partitionKeys = List.copyOf(partitionKeys);
        }

        /** Those of the table, and behind them those of its columns. */
        public List<Constraint> allConstraints() {
            return java.util.stream.Stream.concat(
                            constraints.stream(), columns.stream().flatMap(column -> column.constraints().stream()))
                    .toList();
        }
    }

    record AddColumn(Part part, String table, Column column, boolean ifMissing) implements TableChange {}

    record DropColumn(Part part, String table, String column, boolean ifThere, boolean cascade)
            implements TableChange {}

    record ChangeType(
            Part part, String table, String column, String type, Optional<String> collation, Optional<String> using)
            implements TableChange {}

    /** A default is set, or dropped where there is no value. */
    record ChangeDefault(Part part, String table, String column, Optional<String> value) implements TableChange {}

    record ChangeNullability(Part part, String table, String column, boolean notNull) implements TableChange {}

    /** A column's values are to be computed, numbered, or not any more. */
    record ChangeGeneration(Part part, String table, String column, String words) implements TableChange {}

    record AddConstraint(Part part, String table, Constraint constraint) implements TableChange {}

    record DropConstraint(Part part, String table, String name, boolean ifThere, boolean cascade)
            implements TableChange {}

    record Validate(Part part, String table, String name) implements TableChange {}

    record Attach(Part part, String table, String partition, boolean isDefault) implements TableChange {}

    record Detach(Part part, String table, String partition, boolean concurrently, boolean finalizes)
            implements TableChange {}

    record RenameColumn(Part part, String table, String from, String to) implements TableChange {}

    /** A table gets another name, or another schema. */
    record Rename(Part part, String table, String to, boolean isSchema) implements TableChange {}

    record SwitchTrigger(Part part, String table, String trigger, boolean on) implements TableChange {}

    record RowSecurity(Part part, String table, String words) implements TableChange {}

    /** The table is written anew elsewhere or otherwise: LOGGED, UNLOGGED, TABLESPACE, ACCESS METHOD. */
    record Move(Part part, String table, String words) implements TableChange {}

    record CreateTrigger(Part part, String table, String trigger) implements TableChange {}

    record DropTrigger(Part part, String table, String trigger, boolean ifThere) implements TableChange {}

    /** A policy is made, changed or dropped. */
    record Policy(Part part, String table, String policy, String verb) implements TableChange {}

    record ReplicaIdentity(Part part, String table, String words) implements TableChange {}

    /** An action that no rule has a question about. */
    record OtherAction(Part part, String table, String words) implements TableChange {}
}
