package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.likeness.synthetic.LoadOrder.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Fills one table: by COPY where what constrains it is understood, and otherwise by way of a table that the server sorts out. */
final class TableFilling {

    private final Session session;
    private final Turn turn;
    private final Table table;
    private final Sources sources;
    private final Mix mix;
    private final List<String> notes = new ArrayList<>();

    TableFilling(Session session, Turn turn, Sources sources, Mix mix) {
        this.session = session;
        this.turn = turn;
        this.table = turn.table();
        this.sources = sources;
        this.mix = mix;
    }

    Filled fill(long wanted) {
        if (hasRows()) {
            return done(0, "it has rows of its own, which stay as they are");
        }
        Sources.Found found = sources.of(turn, wanted, false);
        if (found.obstacle().isPresent()) {
            return done(0, found.obstacle().get());
        }
        RowPlan plan = new RowPlan(table, found.sources(), mix, wanted);
        if (plan.rows() < wanted) {
            notes.add("there are only " + plan.rows() + " different keys");
        }
        List<Cell> cells = plan.cells(found.restrictions());
        long rows = found.isComplete() && copied(table.sql(), cells, plan.rows()) ? plan.rows() : staged(wanted, plan);
        restartSequences(rows);
        return new Filled(table.shown(), rows, notes);
    }

    private Filled done(long rows, String note) {
        notes.add(note);
        return new Filled(table.shown(), rows, notes);
    }

    private boolean hasRows() {
        return session.one("SELECT EXISTS (SELECT 1 FROM " + table.sql() + ")").flag(0);
    }

    /** Gives false, with nothing changed, where the server does not take the rows. */
    private boolean copied(String into, List<Cell> cells, long rows) {
        try {
            copy(into, cells, 0, rows);
            return true;
        } catch (StatementFailedException e) {
            boolean ofTheRows = e.failure().sqlState().startsWith("23")
                    || e.failure().sqlState().startsWith("22")
                    || e.failure().sqlState().startsWith("P0");
            if (!ofTheRows) {
                throw e;
            }
            return false;
        }
    }

    private void copy(String into, List<Cell> cells, long from, long end) {
        session.copyIn("COPY " + into + " (" + names(cells) + ") FROM STDIN", new RowsReader(cells, from, end));
    }

    private long staged(long wanted, RowPlan plan) {
        long rows = new StagedFilling(session, turn, sources, mix, this::copy).fill(plan.rows());
        if (rows < wanted) {
            notes.add(
                    rows == 0
                            ? "no row was found that its constraints allow" + constraints()
                            : "only " + rows + " of " + wanted + " rows were found that its constraints allow");
        }
        return rows;
    }

    private String constraints() {
        return table.checks().isEmpty()
                ? ""
                : ": " + table.checks().stream().map(Table.Check::name).collect(Collectors.joining(", "));
    }

    /** A number that was made up must not come again when the application inserts. */
    private void restartSequences(long rows) {
        for (Table.Column column : rows == 0 ? List.<Table.Column>of() : table.columns()) {
            String name = Identifiers.quote(column.name());
            boolean numbered = column.identity()
                    || column.fallback().filter(f -> f.startsWith("nextval(")).isPresent();
            if (numbered) {
                session.query(
                        "SELECT setval(s, greatest(1, (SELECT max(" + name + ") FROM " + table.sql() + ")::bigint))"
                                + " FROM (SELECT coalesce(pg_get_serial_sequence(?, ?), substring(? FROM $re$'(.*)'::regclass$re$))) AS x (s)"
                                + " WHERE s IS NOT NULL",
                        table.sql(),
                        column.name(),
                        column.fallback().orElse(""));
            }
        }
    }

    static String names(List<Cell> cells) {
        return cells.stream().map(cell -> Identifiers.quote(cell.column())).collect(Collectors.joining(", "));
    }
}
