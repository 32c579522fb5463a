package dev.pgplaybook.sql.change;

import dev.pgplaybook.sql.Clause;
import dev.pgplaybook.sql.Keys;
import dev.pgplaybook.sql.change.Constraint.Kind;
import dev.pgplaybook.sql.change.Constraint.Reference;
import java.util.List;
import java.util.Optional;

/** Reads a constraint, of a table or of one of its columns. */
final class ConstraintReader {

    private final Taken taken;
    private Part part;
    private Kind kind = Kind.CHECK;
    private List<String> columns = List.of();
    private String condition = "";
    private Optional<Reference> reference = Optional.empty();
    private Optional<String> usingIndex = Optional.empty();
    private boolean notValid;
    private boolean notEnforced;
    private boolean nullsNotDistinct;

    ConstraintReader(Taken taken) {
        this.taken = taken;
        this.part = taken.all();
    }

    static boolean begins(Clause clause) {
        return clause.looksAt("CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "EXCLUDE")
                || (clause.looksAt("NOT") && clause.words().sequence(clause.at(), "NOT", "NULL"));
    }

    Constraint read(Clause clause) {
        part = Part.of(clause);
        Optional<String> name = clause.take("CONSTRAINT") ? Optional.of(clause.name()) : Optional.empty();
        body(clause);
        while (!clause.atEnd()) {
            attribute(clause);
        }
        return made(name);
    }

    /** One of a column's: it ends where the next word belongs to the column again. */
    Constraint ofColumn(Clause clause, Optional<String> name, String column) {
        int start = clause.offset();
        columns = List.of(column);
        body(clause);
        while (clause.looksAt("DEFERRABLE", "INITIALLY", "ENFORCED", "NO", "USING", "WITH")
                || (clause.looksAt("NOT") && !clause.words().is(clause.at() + 1, "NULL"))) {
            attribute(clause);
        }
        int end = clause.atEnd()
                ? clause.endOffset()
                : clause.words().at(clause.at() - 1).end();
        part = new Part(clause.statement(), start, Math.max(start, end));
        return made(name);
    }

    private Constraint made(Optional<String> name) {
        return new Constraint(
                part, name, kind, columns, condition, reference, usingIndex, notValid, notEnforced, nullsNotDistinct);
    }

    private void body(Clause clause) {
        if (clause.take("CHECK")) {
            kind = Kind.CHECK;
            condition = clause.parenthesized().rest();
        } else if (clause.take("FOREIGN", "KEY")) {
            columns = Keys.of(clause.parenthesized());
            references(clause);
        } else if (clause.looksAt("REFERENCES")) {
            references(clause);
        } else if (clause.take("NOT", "NULL")) {
            kind = Kind.NOT_NULL;
            columns = List.of(clause.name());
        } else if (clause.take("EXCLUDE")) {
            kind = Kind.EXCLUDE;
            if (clause.take("USING")) {
                clause.name();
            }
            condition = clause.parenthesized().rest();
        } else {
            key(clause);
        }
    }

    private void key(Clause clause) {
        kind = clause.take("PRIMARY", "KEY") ? Kind.PRIMARY_KEY : Kind.UNIQUE;
        if (kind == Kind.UNIQUE && !clause.take("UNIQUE")) {
            taken.stumble();
            clause.token();
        }
        nullsNotDistinct = clause.take("NULLS", "NOT", "DISTINCT");
        clause.take("NULLS", "DISTINCT");
        if (clause.take("USING", "INDEX")) {
            usingIndex = Optional.of(clause.name());
        } else if (clause.looksAtOpen()) {
            columns = Keys.of(clause.parenthesized());
        }
        if (clause.take("INCLUDE")) {
            clause.parenthesized();
        }
    }

    private void references(Clause clause) {
        kind = Kind.FOREIGN_KEY;
        clause.take("REFERENCES");
        String table = clause.name();
        List<String> keys = clause.looksAtOpen() ? Keys.of(clause.parenthesized()) : List.of();
        Optional<String> onDelete = Optional.empty();
        while (clause.looksAt("MATCH", "ON")) {
            if (clause.take("MATCH")) {
                clause.token();
            } else {
                clause.take("ON");
                boolean deletes = clause.looksAt("DELETE");
                clause.token();
                String action = action(clause);
                onDelete = deletes ? Optional.of(action) : onDelete;
            }
        }
        reference = Optional.of(new Reference(table, keys, onDelete));
    }

    private static String action(Clause clause) {
        if (!clause.looksAt("SET", "NO")) {
            return clause.token().toUpperCase(java.util.Locale.ROOT);
        }
        String action = (clause.token() + " " + clause.token()).toUpperCase(java.util.Locale.ROOT);
        if (clause.looksAtOpen()) {
            clause.parenthesized();
        }
        return action;
    }

    private void attribute(Clause clause) {
        if (clause.take("NOT", "VALID")) {
            notValid = true;
        } else if (clause.take("NOT", "ENFORCED")) {
            notEnforced = true;
        } else if (clause.take("USING", "INDEX", "TABLESPACE")) {
            clause.name();
        } else if (clause.take("WITH") || clause.take("WHERE")) {
            clause.parenthesized();
        } else if (clause.take("INITIALLY")) {
            clause.token();
        } else if (!clause.take("NOT", "DEFERRABLE")
                && !clause.take("DEFERRABLE")
                && !clause.take("ENFORCED")
                && !clause.take("NO", "INHERIT")) {
            taken.stumble();
            clause.token();
        }
    }
}
