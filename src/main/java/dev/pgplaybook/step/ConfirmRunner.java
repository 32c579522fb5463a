package dev.pgplaybook.step;

import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.run.StepRunner;
import java.util.List;

/** The kind confirm: consent is all there is to it, and the engine has asked for it before this executes. */
record ConfirmRunner(Context context, Work.Confirm work) implements StepRunner {

    @Override
    public List<Finding> check() {
        return List.of();
    }

    @Override
    public Plan plan() {
        return new Plan(List.of(Plan.Line.previewed("asks: " + work.question())), false, false);
    }

    @Override
    public Outcome execute() {
        return new Outcome.Done(
                context.ground().sandbox() ? "not asked on a sandbox" : "confirmed: " + work.question());
    }

    @Override
    public List<Finding> verify() {
        return List.of();
    }
}
