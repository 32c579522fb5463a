package dev.pgplaybook.migration;

import dev.pgplaybook.database.ServerProcess;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.Evidence.Verdict;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a migration that a person must put right, and the ways to do so.
 *
 * @param facts what the history says of it, in sentences
 * @param evidence what the catalogs say of each statement of its file; nothing where there is no file to read
 * @param ways the advised one first; none where nothing is wrong, and none yet while somebody is still at it
 * @param running the server process that is still at it
 */
public record Recovery(
        String migration, List<String> facts, Evidence evidence, List<Way> ways, Optional<Integer> running) {

    public Recovery {
        facts = List.copyOf(facts);
        ways = List.copyOf(ways);
    }

    /** What can be done. */
    public enum Kind {
        RESUME("resume"),
        ROLLED_BACK("rolled-back"),
        APPLIED("applied"),
        ACCEPT_EDIT("accept-edit"),
        KEEP_ONE("keep-one");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As a person types it. */
        public String word() {
            return word;
        }
    }

    /**
     * A way out.
     *
     * @param after the statement behind which to resume, where the history does not say it
     * @param when what makes it the right one
     * @param advised whether what is known speaks for it
     */
    public record Way(Kind kind, Optional<Integer> after, String when, boolean advised) {}

    /**
     * Looks at one migration; reads alone.
     *
     * @throws ProblemException PB207 when neither the folder nor the history knows it
     */
    public static Recovery of(Session session, MigrationFolder folder, Clock clock, String name) {
        History history = new History(folder, new HistoryTable(session, clock).rows());
        if (history.rowsOf(name).isEmpty()) {
            Resolve.require(folder, name);
        }
        List<Statement> statements = folder.find(name)
                .filter(Migration::hasScript)
                .map(Recovery::statements)
                .orElse(List.of());
        Evidence evidence = Evidence.of(session, statements);
        List<HistoryRow> failed =
                history.rowsOf(name).stream().filter(HistoryRow::isFailed).toList();
        return failed.isEmpty()
                ? applied(session, folder, clock, name, evidence)
                : failed(session, failed.get(failed.size() - 1), evidence);
    }

    /** The migrations that need a person, in the order of their rows. */
    public static List<String> needed(History history) {
        return history.rows().stream()
                .map(HistoryRow::name)
                .distinct()
                .filter(name -> needsRecovery(history, name))
                .toList();
    }

    private static boolean needsRecovery(History history, String name) {
        List<HistoryRow> live =
                history.rowsOf(name).stream().filter(HistoryRow::isLive).toList();
        boolean edited = history.folder()
                .find(name)
                .filter(Migration::hasScript)
                .map(migration -> migration.source().text())
                .filter(text ->
                        live.size() == 1 && !Checksum.matches(live.get(0).checksum(), text))
                .isPresent();
        return live.size() > 1 || edited || live.stream().anyMatch(HistoryRow::isFailed);
    }

    private static List<Statement> statements(Migration migration) {
        try {
            return migration.script().statements();
        } catch (ProblemException e) {
            return List.of();
        }
    }

    private static Recovery failed(Session session, HistoryRow row, Evidence evidence) {
        List<String> facts = new ArrayList<>();
        facts.add("began at " + row.startedAt() + ", and has neither finished nor been rolled back");
        Optional<Checkpoint> checkpoint = Checkpoint.in(row);
        checkpoint.ifPresent(point -> facts.add(point.told()));
        Optional<Integer> running = checkpoint
                .map(Checkpoint::process)
                .filter(process -> process.isAlive(session))
                .map(ServerProcess::pid);
        if (running.isPresent()) {
            int pid = running.orElseThrow();
            facts.add("the server process " + pid + " that is at it still runs: wait for it, or end it with SELECT"
                    + " pg_terminate_backend(" + pid + ")");
            return new Recovery(row.name(), facts, evidence, List.of(), running);
        }
        List<Way> ways = new ArrayList<>(
                checkpoint.isPresent() && checkpoint.orElseThrow().isSettled()
                        ? FailedWays.byCheckpoint(checkpoint.orElseThrow())
                        : FailedWays.byEvidence(evidence, isTogether(checkpoint, evidence)));
        return new Recovery(row.name(), facts, evidence, ways, Optional.empty());
    }

    /** Several statements sent as one query are one transaction, unless they say otherwise. */
    private static boolean isTogether(Optional<Checkpoint> checkpoint, Evidence evidence) {
        return checkpoint
                        .filter(point -> point.manner() == Checkpoint.Manner.WHOLE)
                        .isPresent()
                && evidence.items().stream()
                        .map(Evidence.Item::statement)
                        .noneMatch(s ->
                                s.isBegin() || s.isCommit() || s.isRollback() || s.mayCommit() || s.isConcurrent());
    }

    /** An applied migration may have more rows than one, and a file that was edited since. */
    private static Recovery applied(
            Session session, MigrationFolder folder, Clock clock, String name, Evidence evidence) {
        Resolve resolve = new Resolve(new HistoryTable(session, clock));
        List<String> facts = new ArrayList<>();
        List<Way> ways = new ArrayList<>();
        try {
            List<HistoryRow> extra = resolve.requireDuplicates(name);
            facts.add(extra.size() + 1 + " rows say that it is applied");
            ways.add(new Way(
                    Kind.KEEP_ONE,
                    Optional.empty(),
                    "marks all but the oldest as rolled back; nothing is deleted",
                    true));
        } catch (ProblemException e) {
            // One row, as it should be.
        }
        try {
            HistoryRow row = resolve.requireEdited(folder, name);
            facts.add("its file was edited since it was applied: the history has checksum " + row.checksum()
                    + ", the file " + folder.find(name).orElseThrow().checksum());
            long missing = evidence.count(Verdict.ABSENT) + evidence.count(Verdict.PARTLY);
            facts.add(
                    missing == 0
                            ? "what the file names now is in the database; whether its types and rows are the same was not compared"
                            : missing + " of its statements are not in the database as the file has them now");
            ways.add(new Way(
                    Kind.ACCEPT_EDIT,
                    Optional.empty(),
                    "if the edit changes nothing that was applied; otherwise restore the file",
                    false));
        } catch (ProblemException e) {
            // As it was applied.
        }
        return new Recovery(name, facts, evidence, ways, Optional.empty());
    }
}
