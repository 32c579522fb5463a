package dev.pgplaybook.sql.change;

import java.util.List;
import java.util.Optional;

/** What is done to schemas, views, types, functions and the like, and to tables as whole things. */
public sealed interface ObjectChange extends Change {

    /**
     * Something is dropped.
     *
     * @param kind what it is, in capitals, such as TABLE
     */
    record Drop(Part part, String kind, List<String> names, boolean ifThere, boolean cascade) implements ObjectChange {

        public Drop {
            names = List.copyOf(names);
        }
    }

    record Truncate(Part part, List<String> tables, boolean cascade) implements ObjectChange {

        public Truncate {
            tables = List.copyOf(tables);
        }
    }

    /** An enum is made; other types have no labels. */
    record CreateType(Part part, String name, List<String> labels) implements ObjectChange {

        public CreateType {
            labels = List.copyOf(labels);
        }
    }

    /**
     * An enum gets a label.
     *
     * @param placed whether BEFORE or AFTER says where
     */
    record AddLabel(Part part, String type, String label, boolean ifMissing, boolean placed) implements ObjectChange {}

    record RenameLabel(Part part, String type, String from, String to) implements ObjectChange {}

    /** Something other than a table gets another name or schema. */
    record Rename(Part part, String kind, String name, String to, boolean isSchema) implements ObjectChange {}

    record CreateDomain(Part part, String name, String type, boolean constrained) implements ObjectChange {}

    /** A domain gets a rule. */
    record DomainRule(Part part, String domain, Optional<String> constraint, boolean notValid)
            implements ObjectChange {}

    record CreateView(Part part, String name, boolean orReplace, boolean materialized) implements ObjectChange {}

    record Refresh(Part part, String name, boolean concurrently) implements ObjectChange {}

    /** A function or a procedure is made. */
    record CreateRoutine(
            Part part,
            String name,
            List<String> arguments,
            boolean orReplace,
            boolean definer,
            boolean ownSearchPath,
            boolean isProcedure,
            String body)
            implements ObjectChange {

        public CreateRoutine {
            arguments = List.copyOf(arguments);
        }
    }

    record CreateSequence(Part part, String name) implements ObjectChange {}

    record CreateSchema(Part part, String name, boolean ifMissing) implements ObjectChange {}

    /** VACUUM, and CLUSTER as VACUUM FULL's neighbour: whether it writes the table anew. */
    record Vacuum(Part part, List<String> tables, boolean rewrites) implements ObjectChange {

        public Vacuum {
            tables = List.copyOf(tables);
        }
    }

    record Analyze(Part part, List<String> tables) implements ObjectChange {

        public Analyze {
            tables = List.copyOf(tables);
        }
    }

    record Grant(Part part, boolean toPublic, boolean superuser) implements ObjectChange {}
}
