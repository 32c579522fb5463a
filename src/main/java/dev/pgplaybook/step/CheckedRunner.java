package dev.pgplaybook.step;

import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Trail;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.run.Standing;
import dev.pgplaybook.run.StepRunner;
import java.util.List;
import java.util.stream.Stream;

/** Puts the playbook's own checks before a step and behind it. */
final class CheckedRunner extends AroundRunner {

    private final Context context;
    private final Step step;
    private Standing standing = Standing.NOTHING;

    CheckedRunner(StepRunner inner, Context context, Step step) {
        super(inner);
        this.context = context;
        this.step = step;
    }

    @Override
    public Standing reconcile(Trail trail) {
        standing = super.reconcile(trail);
        return standing;
    }

    /** Where a part of the step has taken effect, what had to hold before it need not hold any more; it did when it began. */
    @Override
    public List<Finding> check() {
        List<Finding> asked = new Questions(context, step).ask(step.checks(), step.id() + ".checks");
        List<Finding> before = standing == Standing.PART
                ? asked.stream().map(CheckedRunner::asItWasBefore).toList()
                : asked;
        return both(before, super.check());
    }

    private static Finding asItWasBefore(Finding finding) {
        return finding.isFailed()
                ? Finding.warned(
                        finding.id(),
                        finding.title(),
                        "no more, and a part of the step has taken effect: " + finding.said())
                : finding;
    }

    @Override
    public List<Finding> verify() {
        return both(super.verify(), new Questions(context, step).ask(step.verify(), step.id() + ".verify"));
    }

    private static List<Finding> both(List<Finding> first, List<Finding> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
