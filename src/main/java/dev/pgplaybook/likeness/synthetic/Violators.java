package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.likeness.synthetic.Planted.Result;
import dev.pgplaybook.migration.Foreseen;
import dev.pgplaybook.migration.RowQuestion;
import java.util.List;
import java.util.Optional;

/**
 * Plants rows that the constraints of today allow and pending statements do not: what a rehearsal on made-up rows would otherwise never
 * meet. Each is tried under every constraint, and held against the statement's own question. Only ever on a sandbox, in the
 * migrations' search path.
 */
public final class Violators {

    private final Session session;

    public Violators(Session session) {
        this.session = session;
    }

    /** Plants one for each demand, as far as that is possible; regular rows must be there before. */
    public List<Planted> plant(List<Foreseen> foreseen) {
        return foreseen.stream()
                .map(one -> one.question()
                        .map(question -> plant(one, question))
                        .orElseGet(() -> new Planted(one, Result.UNASKED, one.why())))
                .toList();
    }

    private Planted plant(Foreseen foreseen, RowQuestion question) {
        if (isInTheWay(question)) {
            return new Planted(foreseen, Result.THERE, "rows are in the way");
        }
        String table = foreseen.demand().site().table();
        if (!session.one("SELECT EXISTS (SELECT 1 FROM " + table + ")").flag(0)) {
            return new Planted(foreseen, Result.NOT_FOUND, table + " has no row");
        }
        Optional<String> forbidden = Optional.empty();
        boolean otherwise = false;
        for (String attempt : new Attempts(session).of(foreseen.demand(), question)) {
            Outcome outcome = attempt(attempt, question);
            if (outcome.planted()) {
                return new Planted(foreseen, Result.PLANTED, "a row was planted");
            }
            forbidden = outcome.refusal().isPresent() ? outcome.refusal() : forbidden;
            otherwise |= outcome.refusal().isEmpty();
        }
        return forbidden.isPresent() && !otherwise
                ? new Planted(foreseen, Result.FORBIDDEN, "the schema forbids it already: " + forbidden.get())
                : new Planted(foreseen, Result.NOT_FOUND, "no row was found that would be in the way");
    }

    /** @param refusal the server's words, where a constraint of today stood against it */
    private record Outcome(boolean planted, Optional<String> refusal) {}

    private Outcome attempt(String update, RowQuestion question) {
        session.begin();
        try {
            boolean changed = session.update(update) > 0;
            // A deferred constraint speaks up only when it is asked to.
            session.update("SET CONSTRAINTS ALL IMMEDIATE");
            session.commit();
            if (!changed) {
                return new Outcome(false, Optional.empty());
            }
        } catch (StatementFailedException e) {
            session.rollback();
            boolean byConstraint = e.failure().sqlState().startsWith("23");
            boolean byType = e.failure().sqlState().startsWith("22");
            if (e.failure().isConnectionLost()) {
                throw e;
            }
            return new Outcome(
                    false, byConstraint || byType ? Optional.of(e.failure().message()) : Optional.empty());
        }
        return new Outcome(isInTheWay(question), Optional.empty());
    }

    /** A trial fails where a value cannot be converted. */
    private boolean isInTheWay(RowQuestion question) {
        try {
            return session.one(question.exists()).flag(0);
        } catch (StatementFailedException e) {
            boolean tried = question.form() == RowQuestion.Form.TRIAL;
            if (tried && e.failure().sqlState().startsWith("22")) {
                return true;
            }
            throw e;
        }
    }
}
