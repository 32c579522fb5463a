package dev.pgplaybook.sql;

import dev.pgplaybook.sql.DataDemand.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One action of an ALTER TABLE: what it asks of rows, and the column that it adds. */
final class TableAction {

    private final String table;
    private final Clause clause;
    private final int offset;
    private final List<DataDemand> demands = new ArrayList<>();
    private Optional<NewColumn> newColumn = Optional.empty();

    TableAction(String table, Clause clause) {
        this.table = table;
        this.clause = clause;
        this.offset = clause.offset();
    }

    List<DataDemand> demands() {
        return demands;
    }

    Optional<NewColumn> newColumn() {
        return newColumn;
    }

    TableAction read() {
        if (clause.take("ADD")) {
            if (clause.looksAt("CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "EXCLUDE", "NOT")) {
                String name = clause.take("CONSTRAINT") ? clause.name() : "";
                constraint(name);
            } else {
                column();
            }
        } else if (clause.take("VALIDATE", "CONSTRAINT")) {
            demands.add(new DataDemand.Validation(site(clause.name())));
        } else if (clause.take("ATTACH", "PARTITION")) {
            String partition = clause.name();
            demands.add(new DataDemand.Other(site(partition), "the rows of " + partition + " must be in its bounds"));
        } else if (clause.take("ALTER")) {
            clause.take("COLUMN");
            altered(clause.name());
        }
        return this;
    }

    private void altered(String column) {
        if (clause.take("SET", "NOT", "NULL")) {
            demands.add(new DataDemand.NotNull(site(column), column));
        } else if (clause.take("TYPE") || clause.take("SET", "DATA", "TYPE")) {
            String type = clause.upTo("COLLATE", "USING");
            Optional<String> using = clause.skipTo("USING") ? Optional.of(clause.rest()) : Optional.empty();
            demands.add(new DataDemand.Conversion(site(column), column, type, using));
        }
    }

    /** A constraint of the table's; with {@code NOT VALID} it asks nothing yet. */
    private void constraint(String name) {
        if (clause.take("CHECK")) {
            String condition = clause.parenthesized().rest();
            unlessLater(new DataDemand.Check(site(name.isEmpty() ? "the CHECK" : name), condition));
        } else if (clause.take("FOREIGN", "KEY")) {
            List<String> columns = Keys.of(clause.parenthesized());
            clause.take("REFERENCES");
            unlessLater(reference(name.isEmpty() ? "the foreign key" : name, columns));
        } else if (clause.take("NOT", "NULL")) {
            String column = clause.name();
            unlessLater(new DataDemand.NotNull(site(column), column));
        } else if (clause.take("EXCLUDE")) {
            demands.add(new DataDemand.Other(site(name), "no two rows may exclude each other"));
        } else {
            key(name);
        }
    }

    /** {@code UNIQUE} and {@code PRIMARY KEY}; USING INDEX takes what is unique already. */
    private void key(String name) {
        boolean primary = clause.take("PRIMARY", "KEY");
        clause.take("UNIQUE");
        boolean nullsEqual = clause.take("NULLS", "NOT", "DISTINCT");
        clause.take("NULLS", "DISTINCT");
        if (clause.take("USING", "INDEX")) {
            if (primary) {
                demands.add(new DataDemand.Other(site(clause.name()), "the columns of the index may hold no NULL"));
            }
            return;
        }
        List<String> keys = Keys.of(clause.parenthesized());
        if (primary) {
            keys.forEach(key -> demands.add(new DataDemand.NotNull(site(key), key)));
        }
        String shown = name.isEmpty() ? primary ? "the primary key" : "the unique key" : name;
        demands.add(new DataDemand.Unique(site(shown), keys, Optional.empty(), nullsEqual));
    }

    private void unlessLater(DataDemand demand) {
        String rest = " " + clause.rest().toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
        demands.add(rest.contains(" NOT VALID") ? new DataDemand.Deferred(demand) : demand);
    }

    private DataDemand reference(String name, List<String> columns) {
        String referenced = clause.name();
        List<String> keys = clause.looksAtOpen() ? Keys.of(clause.parenthesized()) : List.of();
        boolean full = clause.take("MATCH", "FULL");
        return new DataDemand.Reference(site(name), columns, referenced, keys, full);
    }

    private void column() {
        clause.take("COLUMN");
        boolean ifMissing = clause.take("IF", "NOT", "EXISTS");
        String column = clause.name();
        String type = ColumnWords.upTo(clause);
        Optional<String> value = Optional.empty();
        boolean numbered = type.toLowerCase(Locale.ROOT).endsWith("serial");
        while (!clause.atEnd()) {
            if (clause.take("DEFAULT")) {
                value = Optional.of(ColumnWords.upTo(clause));
            } else if (clause.take("GENERATED")) {
                boolean stored = clause.skipTo("AS") && clause.looksAtOpen();
                value = stored ? Optional.of("(" + clause.parenthesized().rest() + ")") : value;
                numbered |= !stored;
            } else {
                columnConstraint(column);
            }
        }
        newColumn = Optional.of(new NewColumn(table, column, type, value, numbered, ifMissing));
    }

    private void columnConstraint(String column) {
        if (clause.take("NOT", "NULL")) {
            demands.add(new DataDemand.NotNull(site(column), column));
        } else if (clause.take("PRIMARY", "KEY")) {
            demands.add(new DataDemand.NotNull(site(column), column));
            demands.add(new DataDemand.Unique(site(column), List.of(column), Optional.empty(), false));
        } else if (clause.take("UNIQUE")) {
            boolean nullsEqual = clause.take("NULLS", "NOT", "DISTINCT");
            demands.add(new DataDemand.Unique(site(column), List.of(column), Optional.empty(), nullsEqual));
        } else if (clause.take("CHECK")) {
            demands.add(
                    new DataDemand.Check(site(column), clause.parenthesized().rest()));
        } else if (clause.take("REFERENCES")) {
            demands.add(reference(column, List.of(column)));
        } else {
            clause.token();
        }
    }

    private Site site(String name) {
        return new Site(clause.statement(), offset, table, name);
    }
}
