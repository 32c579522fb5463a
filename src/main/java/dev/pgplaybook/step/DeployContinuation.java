package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Trail;
import dev.pgplaybook.migration.Checkpoint;
import dev.pgplaybook.migration.Evidence;
import dev.pgplaybook.migration.History;
import dev.pgplaybook.migration.HistoryRow;
import dev.pgplaybook.migration.HistoryTable;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Question;
import dev.pgplaybook.run.UndecidedException;
import dev.pgplaybook.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out how far the migrations of a deploy came that was cut off. Each migration's row tells, as it commits together with what it tells
 * of; where a statement that commits by itself was under way, the catalogs tell; and where they do not, the operator does.
 */
record DeployContinuation(Context context, Step step, MigrationFolder folder, Trail trail) {

    private static final Duration ASKING = Duration.ofSeconds(30);

    /**
     * A migration to go on with, in the row that it has.
     *
     * @param taken how many of its statements have taken effect, where its row does not say so
     * @param partly whether any has
     */
    record Begun(String migration, Optional<Integer> taken, boolean partly) {}

    /**
     * Those that this deploy has begun and not finished. A failed row of anybody else's is left alone: it stops the deploy as it would any
     * other.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB503 or PB515 where it is not known how far one came
     */
    List<Begun> begun() {
        try (Session session = context.asking(step, ASKING)) {
            HistoryTable table = new HistoryTable(session, context.tools().clock());
            History history = new History(folder, table.rows());
            List<Begun> begun = new ArrayList<>();
            for (HistoryRow row : history.failed()) {
                if (trail.rows().contains(row.id()) || table.beganSince(row, trail.since())) {
                    begun.add(of(row, session));
                }
            }
            return begun;
        }
    }

    private Begun of(HistoryRow row, Session session) {
        Checkpoint point =
                Checkpoint.in(row).orElseThrow(() -> undecided(row.name(), "its row does not say how far it came"));
        if (point.isSettled()) {
            record(row.name(), point.told(), "its row in the history");
            return new Begun(row.name(), Optional.empty(), point.taken() > 0);
        }
        List<Statement> statements = statements(row.name());
        boolean whole = point.manner() == Checkpoint.Manner.WHOLE;
        if (whole
                && statements.stream().anyMatch(s -> s.isBegin() || s.isCommit() || s.isRollback() || s.mayCommit())) {
            throw undecided(row.name(), "it commits in its middle, and was sent whole");
        }
        int first = whole ? 0 : point.taken();
        List<Statement> sent = whole ? statements : statements.subList(first, first + 1);
        boolean tookEffect = tookEffect(row.name(), sent, session);
        int taken = tookEffect ? first + sent.size() : first;
        return new Begun(row.name(), Optional.of(taken), taken > 0);
    }

    /** What was sent took effect as a whole or not at all, so that any of its statements tells for all. */
    private boolean tookEffect(String migration, List<Statement> sent, Session session) {
        Evidence evidence = Evidence.of(session, sent);
        boolean there = evidence.count(Evidence.Verdict.THERE) > 0;
        boolean absent = evidence.count(Evidence.Verdict.ABSENT) > 0 || evidence.count(Evidence.Verdict.PARTLY) > 0;
        if (there != absent) {
            record(
                    migration,
                    Words.oneLine(sent.get(0).text()) + (there ? " has taken effect" : " has not taken effect"),
                    "the catalogs");
            return there;
        }
        return asked(migration, sent);
    }

    private boolean asked(String migration, List<Statement> sent) {
        String what = sent.size() == 1
                ? Words.oneLine(sent.get(0).text())
                : "the migration " + migration + ", which was sent whole,";
        Question question = new Question(
                step.id() + "." + migration,
                "Whether " + what + " has taken effect is not known: it commits by itself, and the answer was lost",
                List.of(
                        Question.choice("done", "it has: go on behind it"),
                        Question.choice("again", "it has not: it is run again"),
                        Question.choice("stop", "here, and change nothing")));
        String answer = context.tools().operator().choose(question);
        context.tools().recorder().record(new Event.Answered(step.id(), question.text(), answer));
        if (answer.equals("stop")) {
            throw new UndecidedException("whether " + what + " has taken effect is not known");
        }
        record(migration, answer.equals("done") ? "has taken effect" : "has not taken effect", "the operator");
        return answer.equals("done");
    }

    private List<Statement> statements(String name) {
        return folder.find(name)
                .map(migration -> migration.script().statements())
                .orElseThrow(() -> undecided(name, "it is not in the folder any more"));
    }

    private RuntimeException undecided(String name, String why) {
        return Problem.of(ProblemCode.PB515, "How far the migration " + name + " came is not known: " + why)
                .hint("compare the database with the file with: repair " + name + "; then resume again")
                .asException();
    }

    private void record(String migration, String found, String basis) {
        context.tools().recorder().record(new Event.Reconciled(step.id(), migration, found, basis));
    }
}
