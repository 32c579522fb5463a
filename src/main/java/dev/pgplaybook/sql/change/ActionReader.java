package dev.pgplaybook.sql.change;

import dev.pgplaybook.sql.Clause;
import java.util.Locale;
import java.util.Optional;

/** Reads one action of an ALTER TABLE. */
final class ActionReader {

    private final Taken taken;
    private final String table;
    private final Part part;

    ActionReader(Taken taken, String table, Part part) {
        this.taken = taken;
        this.table = table;
        this.part = part;
    }

    TableChange read(Clause clause) {
        if (clause.take("ADD")) {
            return add(clause);
        }
        if (clause.take("DROP")) {
            return drop(clause);
        }
        if (clause.take("ALTER")) {
            return alter(clause);
        }
        if (clause.take("VALIDATE", "CONSTRAINT")) {
            return new TableChange.Validate(part, table, clause.name());
        }
        if (clause.take("RENAME")) {
            return rename(clause);
        }
        if (clause.take("ATTACH", "PARTITION")) {
            String partition = clause.name();
            boolean isDefault = clause.looksAt("DEFAULT");
            clause.rest();
            return new TableChange.Attach(part, table, partition, isDefault);
        }
        if (clause.take("DETACH", "PARTITION")) {
            String partition = clause.name();
            boolean concurrently = clause.take("CONCURRENTLY");
            return new TableChange.Detach(part, table, partition, concurrently, clause.take("FINALIZE"));
        }
        return other(clause);
    }

    private TableChange add(Clause clause) {
        if (ConstraintReader.begins(clause)) {
            return new TableChange.AddConstraint(part, table, new ConstraintReader(taken).read(clause));
        }
        clause.take("COLUMN");
        boolean ifMissing = clause.take("IF", "NOT", "EXISTS");
        return new TableChange.AddColumn(part, table, new ColumnReader(taken).read(clause), ifMissing);
    }

    private TableChange drop(Clause clause) {
        boolean constraint = clause.take("CONSTRAINT");
        if (!constraint) {
            clause.take("COLUMN");
        }
        boolean ifThere = clause.take("IF", "EXISTS");
        String name = clause.name();
        boolean cascade = clause.take("CASCADE");
        clause.take("RESTRICT");
        return constraint
                ? new TableChange.DropConstraint(part, table, name, ifThere, cascade)
                : new TableChange.DropColumn(part, table, name, ifThere, cascade);
    }

    private TableChange alter(Clause clause) {
        if (clause.take("CONSTRAINT")) {
            return new TableChange.OtherAction(part, table, "ALTER CONSTRAINT " + clause.rest());
        }
        clause.take("COLUMN");
        String column = clause.name();
        if (clause.take("SET", "NOT", "NULL")) {
            return new TableChange.ChangeNullability(part, table, column, true);
        }
        if (clause.take("DROP", "NOT", "NULL")) {
            return new TableChange.ChangeNullability(part, table, column, false);
        }
        if (clause.take("SET", "DEFAULT")) {
            return new TableChange.ChangeDefault(part, table, column, Optional.of(clause.rest()));
        }
        if (clause.take("DROP", "DEFAULT")) {
            return new TableChange.ChangeDefault(part, table, column, Optional.empty());
        }
        if (clause.take("TYPE") || clause.take("SET", "DATA", "TYPE")) {
            String type = clause.upTo("COLLATE", "USING");
            Optional<String> collation = clause.take("COLLATE") ? Optional.of(clause.name()) : Optional.empty();
            Optional<String> using = clause.take("USING") ? Optional.of(clause.rest()) : Optional.empty();
            return new TableChange.ChangeType(part, table, column, type, collation, using);
        }
        boolean generation = clause.looksAt("ADD")
                || clause.words().is(clause.at() + 1, "EXPRESSION", "GENERATED", "IDENTITY", "INCREMENT")
                || clause.looksAt("RESTART");
        boolean known = generation || clause.looksAt("SET", "RESET", "OPTIONS");
        if (!known) {
            taken.stumble();
        }
        String words = clause.rest();
        return generation
                ? new TableChange.ChangeGeneration(part, table, column, words)
                : new TableChange.OtherAction(part, table, words);
    }

    private TableChange rename(Clause clause) {
        if (clause.take("TO")) {
            return new TableChange.Rename(part, table, clause.name(), false);
        }
        if (clause.take("CONSTRAINT")) {
            return new TableChange.OtherAction(part, table, "RENAME CONSTRAINT " + clause.rest());
        }
        clause.take("COLUMN");
        String from = clause.name();
        clause.take("TO");
        return new TableChange.RenameColumn(part, table, from, clause.name());
    }

    private TableChange other(Clause clause) {
        boolean enables = clause.looksAt("ENABLE");
        int at = clause.at();
        if (clause.looksAt("ENABLE", "DISABLE", "FORCE", "NO")) {
            boolean rows = clause.words().find(at, "SECURITY") > at;
            boolean trigger =
                    clause.words().find(at, "TRIGGER") > at && clause.words().find(at, "TRIGGER") <= at + 2;
            if (rows) {
                return new TableChange.RowSecurity(part, table, upper(clause));
            }
            if (trigger) {
                clause.skipTo("TRIGGER");
                return new TableChange.SwitchTrigger(part, table, clause.name(), enables);
            }
        }
        if (clause.looksAt("SET")) {
            if (clause.words().is(at + 1, "SCHEMA")) {
                clause.take("SET", "SCHEMA");
                return new TableChange.Rename(part, table, clause.name(), true);
            }
            if (clause.words().is(at + 1, "LOGGED", "UNLOGGED", "TABLESPACE", "ACCESS")) {
                return new TableChange.Move(part, table, upper(clause));
            }
        }
        if (clause.looksAt("REPLICA")) {
            return new TableChange.ReplicaIdentity(part, table, clause.rest());
        }
        boolean known = clause.looksAt(
                "SET", "RESET", "OWNER", "INHERIT", "NO", "OF", "NOT", "CLUSTER", "ENABLE", "DISABLE", "OPTIONS");
        if (!known) {
            taken.stumble();
        }
        return new TableChange.OtherAction(part, table, clause.rest());
    }

    private static String upper(Clause clause) {
        return clause.rest().toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
    }
}
