package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.likeness.synthetic.LoadOrder.Turn;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Suggestion;
import dev.pgplaybook.progress.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Fills a database's empty tables with rows that satisfy every constraint of its schema. The same schema, seed and counts give the
 * same rows. Only ever on a sandbox.
 */
public final class SyntheticRows {

    private final Session session;
    private final Mix mix;
    private final Progress progress;

    public SyntheticRows(Session session, long seed, Progress progress) {
        this.session = session;
        this.mix = new Mix(seed);
        this.progress = progress;
    }

    /**
     * Fills table by table; one that has rows already keeps them.
     *
     * @param counts rows of single tables, by their names, with the schema unless that is public
     * @param otherwise rows of each other table
     * @return every table, in the order in which they were filled
     * @throws dev.pgplaybook.problem.ProblemException PB620 for a table that is not there, and for references that go round in a circle
     *     which nothing can close
     */
    public List<Filled> fill(Map<String, Long> counts, long otherwise) {
        List<Table> tables = new Schema(session).tables();
        requireKnown(counts, tables);
        Map<Long, Table> byOid = new LinkedHashMap<>();
        tables.forEach(table -> byOid.put(table.oid(), table));
        boolean quiet = silenceTriggers();
        try {
            return filled(LoadOrder.of(tables), byOid, counts, otherwise);
        } finally {
            if (quiet) {
                session.update("RESET session_replication_role");
            }
        }
    }

    private List<Filled> filled(List<Turn> turns, Map<Long, Table> byOid, Map<String, Long> counts, long otherwise) {
        Sources sources = new Sources(session, byOid);
        Map<Long, Filled> filled = new HashMap<>();
        for (Turn turn : turns) {
            Table table = turn.table();
            long wanted = wanted(table, counts, otherwise);
            progress.doing("making " + wanted + " rows of " + table.shown());
            filled.put(table.oid(), new TableFilling(session, turn, sources, mix).fill(wanted));
        }
        return turns.stream()
                .map(turn -> closed(
                        turn,
                        byOid,
                        Objects.requireNonNull(filled.get(turn.table().oid()))))
                .toList();
    }

    private Filled closed(Turn turn, Map<Long, Table> byOid, Filled done) {
        List<String> notes = new ArrayList<>(done.notes());
        if (done.rows() == 0) {
            return done;
        }
        for (Table.ForeignKey key : turn.open()) {
            Table referenced = byOid.get(key.referenced());
            if (referenced != null) {
                close(turn.table(), key, referenced, notes);
            }
        }
        return new Filled(done.table(), done.rows(), notes);
    }

    private void close(Table table, Table.ForeignKey key, Table referenced, List<String> notes) {
        try {
            new ClosingLinks(session).close(table, key, referenced).ifPresent(notes::add);
        } catch (StatementFailedException e) {
            throw Problem.of(
                            ProblemCode.PB620,
                            "The rows of " + table.shown() + " cannot be made to refer to " + referenced.shown()
                                    + " by " + key.name() + ": " + e.failure().message())
                    .hint("give the table 0 rows, or take the rows from a target")
                    .asException(e);
        }
    }

    private static long wanted(Table table, Map<String, Long> counts, long otherwise) {
        return counts.getOrDefault(table.shown(), counts.getOrDefault(table.schema() + "." + table.name(), otherwise));
    }

    private static void requireKnown(Map<String, Long> counts, List<Table> tables) {
        List<String> names = tables.stream().map(Table::shown).toList();
        for (String name : counts.keySet()) {
            boolean known =
                    tables.stream().anyMatch(t -> name.equals(t.shown()) || name.equals(t.schema() + "." + t.name()));
            if (!known) {
                throw Problem.of(ProblemCode.PB620, "There is no table " + name + " to make rows for")
                        .hint(Suggestion.hint(name, names))
                        .asException();
            }
        }
    }

    /** Triggers would do to made-up rows what they do to real ones: send, log, compute. Whoever may not silence them lives with them. */
    private boolean silenceTriggers() {
        try {
            session.update("SET session_replication_role = replica");
            return true;
        } catch (StatementFailedException e) {
            if (e.failure().isConnectionLost()) {
                throw e;
            }
            return false;
        }
    }
}
