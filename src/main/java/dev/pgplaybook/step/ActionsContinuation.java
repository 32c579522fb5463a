package dev.pgplaybook.step;

import dev.pgplaybook.database.Aftermath;
import dev.pgplaybook.database.Aftermath.Fate;
import dev.pgplaybook.database.ServerProcess;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Trail;
import dev.pgplaybook.migration.Evidence;
import dev.pgplaybook.migration.Evidence.Verdict;
import dev.pgplaybook.playbook.Action;
import dev.pgplaybook.playbook.Call;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.Text;
import dev.pgplaybook.run.Question;
import dev.pgplaybook.run.UndecidedException;
import dev.pgplaybook.sql.SqlTemplate;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.TransactionRule;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out which actions of a step that was cut off have taken effect. An end on record is behind the effect; otherwise a query of the
 * playbook tells, or the fate of a transaction, or the catalogs; and where nothing does, the operator is asked, and nothing is repeated.
 */
record ActionsContinuation(Context context, Step step, Trail trail, Calls calls) {

    private static final Duration ASKING = Duration.ofSeconds(30);

    /** What is known of one action, and from where. */
    private record Known(boolean done, String basis) {}

    /**
     * The numbers of the actions that have taken effect, from 1.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB503 where one's fate is not known, and nobody can be asked
     */
    Set<Integer> settled(List<Action> actions) {
        Set<Integer> settled = new HashSet<>();
        try (Session session = context.asking(step, ASKING)) {
            for (int i = 0; i < actions.size(); i++) {
                Trail.Call call = trail.calls().get(i + 1);
                if (call != null && isDone(actions.get(i), i + 1, call, session)) {
                    settled.add(i + 1);
                }
            }
        }
        return settled;
    }

    private boolean isDone(Action action, int number, Trail.Call call, Session session) {
        if (call.finished()) {
            return true;
        }
        Known known = known(action, call, session).orElseGet(() -> asked(action, number));
        context.tools()
                .recorder()
                .record(new Event.Reconciled(
                        step.id(),
                        calls.describe(action),
                        known.done() ? "has taken effect" : "has not taken effect",
                        known.basis()));
        return known.done();
    }

    private Optional<Known> known(Action action, Trail.Call call, Session session) {
        if (action.doneWhen().isPresent()) {
            Text query = action.doneWhen().orElseThrow();
            boolean row =
                    !BoundSql.of(query, context.variables()).ask(session).rows().isEmpty();
            return Optional.of(new Known(row, "done_when: " + Words.oneLine(query.raw())));
        }
        return action.call() instanceof Call.Sql sql
                ? known(SqlTemplate.of(sql.sql().source()).statement(), call, session)
                : Optional.empty();
    }

    private static Optional<Known> known(Statement statement, Trail.Call call, Session session) {
        return statement.transactionRule() == TransactionRule.OUTSIDE
                ? byCatalogs(statement, session)
                : byTransaction(call, session);
    }

    /** A COMMIT is sent only once its transaction is on record. */
    private static Optional<Known> byTransaction(Trail.Call call, Session session) {
        Optional<String> transaction = call.committing().filter(id -> !id.isEmpty());
        if (transaction.isEmpty()) {
            return Optional.of(new Known(false, "no COMMIT of it was sent"));
        }
        Fate fate = new Aftermath(session, new ServerProcess(0, "")).of(transaction);
        String basis = "the status of transaction " + transaction.orElseThrow();
        return switch (fate) {
            case COMMITTED -> Optional.of(new Known(true, basis));
            case ROLLED_BACK -> Optional.of(new Known(false, basis));
            case UNDER_WAY, UNKNOWN -> Optional.empty();
        };
    }

    private static Optional<Known> byCatalogs(Statement statement, Session session) {
        Evidence evidence = Evidence.of(session, List.of(statement));
        Verdict verdict = evidence.items().get(0).verdict();
        return verdict == Verdict.UNTOLD
                ? Optional.empty()
                : Optional.of(new Known(verdict == Verdict.THERE, "the catalogs"));
    }

    private Known asked(Action action, int number) {
        Question question = new Question(
                step.id() + "." + number,
                "Whether " + calls.describe(action) + " has taken effect is not known, and it has no done_when",
                List.of(
                        Question.choice("done", "it has: go on behind it"),
                        Question.choice("again", "it has not, or may be made twice: it is made again"),
                        Question.choice("stop", "here, and change nothing")));
        String answer = context.tools().operator().choose(question);
        context.tools().recorder().record(new Event.Answered(step.id(), question.text(), answer));
        if (answer.equals("stop")) {
            throw new UndecidedException("whether " + calls.describe(action) + " has taken effect is not known");
        }
        return new Known(answer.equals("done"), "the operator");
    }
}
