package dev.pgplaybook.step;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.journal.Outcome.Stage;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.playbook.Check;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.StepRunner;
import java.util.List;

/** The kind check: read-only questions, each asked even when one before it failed. */
record AskRunner(Context context, Step step, Work.Ask work) implements StepRunner {

    @Override
    public List<Finding> check() {
        return List.of();
    }

    @Override
    public Plan plan() {
        return new Plan(work.questions().stream().map(AskRunner::line).toList(), false, false);
    }

    @Override
    public Outcome execute() {
        List<Finding> findings = new Questions(context, step).ask(work.questions(), step.id() + ".check");
        findings.forEach(f -> context.tools().recorder().record(new Event.Checked(step.id(), false, f)));
        List<Finding> failed = findings.stream().filter(Finding::isFailed).toList();
        if (failed.isEmpty()) {
            return new Outcome.Done(Words.count(findings.size(), "answer") + " as expected");
        }
        Problem problem = Problem.of(
                        ProblemCode.PB302,
                        step.id() + ": " + failed.get(0).title() + ": "
                                + failed.get(0).said())
                .at(step.at());
        return new Outcome.Failed(problem, Stage.EXECUTE, Left.NOTHING);
    }

    @Override
    public List<Finding> verify() {
        return List.of();
    }

    private static Plan.Line line(Check check) {
        return Plan.Line.notPreviewable("asks: " + check.title())
                .detail(check.sql().raw())
                .at(check.at());
    }
}
