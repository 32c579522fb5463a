package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.Session.Answer;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.migration.ConcurrentIndexes;
import dev.pgplaybook.playbook.Call;
import dev.pgplaybook.playbook.Limits;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.sql.SqlTemplate;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.TransactionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SQL actions: one statement, in a transaction of its own that commits only when the expectation holds. */
record SqlCalls(Context context, Step step) {

    String make(Call.Sql call, Location at) {
        BoundSql sql = BoundSql.of(call.sql(), context.variables());
        StatementLog log = context.log(step);
        log.at(call.sql().at());
        try (Session session = context.session(step, log)) {
            return sql.template().statement().transactionRule() == TransactionRule.OUTSIDE
                    ? outside(sql, call, session, at)
                    : inTransaction(sql, call, session, log, at);
        }
    }

    boolean isDestructive(Call.Sql call) {
        return SqlTemplate.of(call.sql().source()).statement().isDestructive();
    }

    private String inTransaction(BoundSql sql, Call.Sql call, Session session, StatementLog log, Location at) {
        Answer answer;
        try {
            session.begin();
            answer = sql.execute(session);
        } catch (ProblemException e) {
            session.rollback();
            throw new ActionFailedException(e.first(), Left.NOTHING);
        }
        Optional<Problem> difference = difference(call, answer, at, "; rolled back");
        if (difference.isPresent()) {
            session.rollback();
            throw new ActionFailedException(difference.get(), Left.NOTHING);
        }
        try {
            log.committing(session);
        } catch (ProblemException e) {
            session.rollback();
            throw new ActionFailedException(e.first().at(at), Left.NOTHING);
        }
        commit(session, at);
        return rows(answer);
    }

    /** A COMMIT that the server refuses (a deferred constraint) has rolled back; one that was not answered may have done either. */
    private static void commit(Session session, Location at) {
        try {
            session.commit();
        } catch (StatementFailedException e) {
            Left left = e.failure().isConnectionLost() ? Left.UNKNOWN : Left.NOTHING;
            throw new ActionFailedException(
                    e.problem(ProblemCode.PB301, "The commit failed").at(at), left);
        }
    }

    private String outside(BoundSql sql, Call.Sql call, Session session, Location at) {
        Answer answer;
        try {
            answer = sent(sql, session);
        } catch (ProblemException e) {
            throw new ActionFailedException(e.first(), Left.UNKNOWN);
        }
        difference(call, answer, at, "; it has taken effect").ifPresent(problem -> {
            throw new ActionFailedException(problem, Left.SOMETHING);
        });
        return rows(answer);
    }

    /** An index is built without {@code lock_timeout}, over no invalid one that an earlier attempt left, and must be valid. */
    private Answer sent(BoundSql sql, Session session) {
        Statement statement = sql.template().statement();
        if (!statement.isConcurrent()) {
            return sql.execute(session);
        }
        List<Answer> answer = new ArrayList<>();
        new ConcurrentIndexes(
                        session,
                        statement,
                        step.limits().or(Limits.DEFAULTS).concurrentTimeout().orElseThrow())
                .run(() -> answer.add(sql.execute(session)));
        return answer.get(0);
    }

    private static Optional<Problem> difference(Call.Sql call, Answer answer, Location at, String state) {
        return call.expect()
                .flatMap(expected -> Answers.difference(expected, answer))
                .map(said -> Problem.of(
                                ProblemCode.PB302, Words.oneLine(call.sql().raw()) + ": " + said + state)
                        .at(at));
    }

    private static String rows(Answer answer) {
        return Words.count(answer.count(), "row");
    }
}
