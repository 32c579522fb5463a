package dev.pgplaybook.sql.change;

import dev.pgplaybook.sql.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads CREATE TABLE and ALTER TABLE. */
final class TableReader {

    private final Taken taken;
    private final ColumnReader columns;

    TableReader(Taken taken) {
        this.taken = taken;
        this.columns = new ColumnReader(taken);
    }

    void create(Clause clause) {
        boolean temporary = false;
        while (!clause.atEnd() && !clause.looksAt("TABLE")) {
            temporary |= clause.looksAt("TEMP", "TEMPORARY");
            clause.token();
        }
        clause.take("TABLE");
        boolean ifMissing = clause.take("IF", "NOT", "EXISTS");
        String table = clause.name();
        if (clause.take("OF")) {
            clause.name();
        }
        Optional<String> parent = clause.take("PARTITION", "OF") ? Optional.of(clause.name()) : Optional.empty();
        List<Column> found = new ArrayList<>();
        List<Constraint> constraints = new ArrayList<>();
        if (clause.looksAtOpen()) {
            elements(clause.parenthesized(), found, constraints);
        }
        boolean isDefault = bound(clause);
        List<String> keys = new ArrayList<>();
        boolean filled = options(clause, keys);
        taken.add(new TableChange.Create(
                taken.all(), table, ifMissing, temporary, found, constraints, parent, isDefault, keys, filled));
    }

    private void elements(Clause list, List<Column> found, List<Constraint> constraints) {
        for (Clause element : list.parts()) {
            if (element.take("LIKE")) {
                element.name();
                element.rest();
            } else if (ConstraintReader.begins(element)) {
                constraints.add(new ConstraintReader(taken).read(element));
            } else {
                found.add(columns.read(element));
            }
        }
    }

    /** Gives whether it is the default partition. */
    private boolean bound(Clause clause) {
        if (clause.take("FOR", "VALUES")) {
            while (clause.looksAt("IN", "FROM", "TO", "WITH") || clause.looksAtOpen()) {
                if (clause.looksAtOpen()) {
                    clause.parenthesized();
                } else {
                    clause.token();
                }
            }
            return false;
        }
        return clause.take("DEFAULT");
    }

    /** What may stand behind the columns; gives whether a query's rows come with it. */
    private boolean options(Clause clause, List<String> partitionKeys) {
        while (!clause.atEnd()) {
            if (clause.take("PARTITION", "BY")) {
                clause.token();
                partitionKeys.addAll(dev.pgplaybook.sql.Keys.of(clause.parenthesized()));
            } else if (clause.take("INHERITS") || clause.take("WITH")) {
                clause.parenthesized();
            } else if (clause.take("USING") || clause.take("TABLESPACE")) {
                clause.name();
            } else if (clause.take("ON", "COMMIT")) {
                clause.upTo("TABLESPACE", "AS");
            } else if (clause.take("AS")) {
                taken.stumble();
                return !clause.rest().toUpperCase(java.util.Locale.ROOT).matches("(?s).*\\bWITH\\s+NO\\s+DATA\\s*");
            } else if (!clause.take("WITHOUT", "OIDS")) {
                taken.stumble();
                clause.token();
            }
        }
        return false;
    }

    void alter(Clause clause) {
        clause.take("ALTER", "TABLE");
        if (clause.take("ALL", "IN", "TABLESPACE")) {
            taken.add(new TableChange.Move(taken.all(), "", clause.rest()));
            return;
        }
        clause.take("IF", "EXISTS");
        clause.take("ONLY");
        String table = clause.name();
        List<Clause> actions = clause.parts();
        if (actions.isEmpty()) {
            taken.stumble();
        }
        for (Clause action : actions) {
            Part part = Part.of(action);
            TableChange change = new ActionReader(taken, table, part).read(action);
            taken.add(change);
            taken.end(action);
        }
    }
}
