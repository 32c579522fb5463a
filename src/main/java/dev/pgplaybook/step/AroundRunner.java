package dev.pgplaybook.step;

import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.journal.Trail;
import dev.pgplaybook.run.Standing;
import dev.pgplaybook.run.StepRunner;
import java.util.List;

/** Stands around another runner, and is that runner but for the verbs to which it adds something. */
abstract class AroundRunner implements StepRunner {

    private final StepRunner inner;

    AroundRunner(StepRunner inner) {
        this.inner = inner;
    }

    @Override
    public Standing reconcile(Trail trail) {
        return inner.reconcile(trail);
    }

    @Override
    public List<Finding> check() {
        return inner.check();
    }

    @Override
    public Plan plan() {
        return inner.plan();
    }

    @Override
    public void prepare() {
        inner.prepare();
    }

    @Override
    public Outcome execute() {
        return inner.execute();
    }

    @Override
    public List<Finding> verify() {
        return inner.verify();
    }
}
