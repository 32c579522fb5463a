package dev.pgplaybook.step;

import dev.pgplaybook.database.Activity;
import dev.pgplaybook.database.ServerIdentity;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.journal.Outcome.Stage;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.StepRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stands before every step that changes a real database: the database must be the one that was confirmed, and before the first change
 * of a run its server must be fit, a restore point known and, where it is protected, a way back shown.
 */
final class GuardedRunner extends AroundRunner {

    private final Context context;
    private final Step step;
    private final FirstChange first;

    GuardedRunner(StepRunner inner, Context context, Step step, FirstChange first) {
        super(inner);
        this.context = context;
        this.step = step;
        this.first = first;
    }

    @Override
    public List<Finding> check() {
        List<Finding> findings = new ArrayList<>();
        try (Session session = context.reader(step)) {
            findings.add(identity(session));
            if (first.needsLook()) {
                findings.addAll(new Preflight(session, step, context.accepted()).findings());
                findings.addAll(new BackupCheck(context, step).findings());
            }
        }
        findings.addAll(super.check());
        return findings;
    }

    @Override
    public Outcome execute() {
        Optional<Problem> refusal = lookAgain();
        return refusal.isPresent() ? new Outcome.Failed(refusal.get(), Stage.EXECUTE, Left.NOTHING) : super.execute();
    }

    /** The operator took their time, and a name may point elsewhere by now. */
    private Optional<Problem> lookAgain() {
        try (Session session = context.freshReader(step)) {
            Finding identity = identity(session);
            if (identity.isFailed()) {
                return Optional.of(Problem.of(ProblemCode.PB411, identity.said() + "; nothing was changed"));
            }
            context.tools().ledger().ifPresent(Ledger::begin);
            if (first.isNow()) {
                context.tools()
                        .recorder()
                        .record(new Event.RestorePoint(
                                new Activity(session).walPosition(),
                                context.tools().clock().instant().toString()));
            }
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.first());
        }
    }

    private Finding identity(Session session) {
        ServerIdentity confirmed = context.ground().identity();
        ServerIdentity now = ServerIdentity.of(session);
        String title = "this is the database that was chosen";
        return confirmed.pins(now)
                ? Finding.passed("target.identity", title, now.toString())
                : Finding.failed("target.identity", title, "it was " + confirmed + " and is " + now);
    }
}
