package dev.pgplaybook.step;

import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.run.StepRunner;
import java.util.List;
import java.util.stream.Stream;

/** Puts the playbook's own checks before a step and behind it. */
record CheckedRunner(StepRunner inner, Context context, Step step) implements StepRunner {

    @Override
    public List<Finding> check() {
        return both(new Questions(context, step).ask(step.checks(), step.id() + ".checks"), inner.check());
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
        return both(inner.verify(), new Questions(context, step).ask(step.verify(), step.id() + ".verify"));
    }

    private static List<Finding> both(List<Finding> first, List<Finding> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
