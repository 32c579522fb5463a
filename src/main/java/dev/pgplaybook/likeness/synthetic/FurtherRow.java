package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.likeness.synthetic.LoadOrder.Turn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One more row for a table that has some, in the shape in which the table was when it was made: it names its columns, as an
 * application does. It is never kept. Only ever on a sandbox.
 */
public final class FurtherRow {

    /** So many keys of referenced tables are enough to find one that fits. */
    private static final long KEYS = 100;

    private static final long SEED = 6;

    private final String copy;
    private final List<Cell> cells;
    private final long number;

    private FurtherRow(String copy, List<Cell> cells, long number) {
        this.copy = copy;
        this.cells = cells;
        this.number = number;
    }

    /** Finds a row that the table takes today; nothing where none is found. */
    public static Optional<FurtherRow> of(Session session, long table, long rows) {
        List<Table> tables = new Schema(session).tables();
        Map<Long, Table> byOid = new HashMap<>();
        tables.forEach(each -> byOid.put(each.oid(), each));
        Optional<Turn> turn = LoadOrder.of(tables).stream()
                .filter(each -> each.table().oid() == table)
                .findFirst();
        // Numbers that earlier rows have not, if they count from the beginning, or with gaps, or as far as an int goes.
        for (long number :
                turn.isEmpty() ? new long[0] : new long[] {rows + KEYS, rows * 10 + 1_000, 2_000_000_000L, 7}) {
            Optional<FurtherRow> found = tried(session, turn.orElseThrow(), byOid, number);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<FurtherRow> tried(Session session, Turn turn, Map<Long, Table> byOid, long wanted) {
        Sources.Found found = new Sources(session, byOid).of(turn, KEYS, false);
        if (found.obstacle().isPresent()) {
            return Optional.empty();
        }
        RowPlan plan = new RowPlan(turn.table(), found.sources(), new Mix(SEED), wanted + 1);
        List<Cell> cells = plan.cells(found.restrictions());
        String copy = "COPY " + turn.table().sql() + " (" + TableFilling.names(cells) + ") FROM STDIN";
        FurtherRow row = new FurtherRow(copy, cells, Math.max(0, Math.min(wanted, plan.rows() - 1)));
        try {
            row.insert(session);
            return Optional.of(row);
        } catch (StatementFailedException e) {
            if (e.failure().isConnectionLost()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Inserts it, and takes it back. */
    public void insert(Session session) {
        session.begin();
        try {
            session.copyIn(copy, new RowsReader(cells, number, number + 1));
        } finally {
            session.rollback();
        }
    }
}
