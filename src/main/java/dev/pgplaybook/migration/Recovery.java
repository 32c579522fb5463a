package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.Evidence.Verdict;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.sql.Script;
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
 * @param ways the advised one first; none where nothing is wrong
 */
public record Recovery(String migration, List<String> facts, Evidence evidence, List<Way> ways) {

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

    /** Looks at one migration; reads alone. */
    public static Recovery of(Session session, MigrationFolder folder, Clock clock, String name) {
        History history = new History(folder, new HistoryTable(session, clock).rows());
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
                .map(migration -> migration.script().text())
                .filter(text ->
                        live.size() == 1 && !Checksum.matches(live.get(0).checksum(), text))
                .isPresent();
        return live.size() > 1 || edited || live.stream().anyMatch(HistoryRow::isFailed);
    }

    private static List<Statement> statements(Migration migration) {
        try {
            return Script.split(migration.script()).statements();
        } catch (ProblemException e) {
            return List.of();
        }
    }

    private static Recovery failed(Session session, HistoryRow row, Evidence evidence) {
        List<String> facts = new ArrayList<>();
        facts.add("began at " + row.startedAt() + ", and has neither finished nor been rolled back");
        Optional<Checkpoint> checkpoint = Checkpoint.in(row);
        checkpoint.ifPresent(point -> facts.add(point.told()));
        if (checkpoint.filter(point -> point.process().isAlive(session)).isPresent()) {
            facts.add("the server process that was at it still runs: wait for it, or end it");
            return new Recovery(row.name(), facts, evidence, List.of());
        }
        List<Way> ways = new ArrayList<>(
                checkpoint.isPresent() && checkpoint.orElseThrow().isSettled()
                        ? FailedWays.byCheckpoint(checkpoint.orElseThrow())
                        : FailedWays.byEvidence(evidence));
        return new Recovery(row.name(), facts, evidence, ways);
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
                            ? "everything that the catalogs can tell of the file as it is now is in the database"
                            : missing + " of its statements are not in the database as the file has them now");
            ways.add(new Way(
                    Kind.ACCEPT_EDIT,
                    Optional.empty(),
                    "if the edit changes nothing that was applied; needs --reason",
                    missing == 0));
        } catch (ProblemException e) {
            // As it was applied.
        }
        return new Recovery(name, facts, evidence, ways);
    }
}
