package dev.pgplaybook.step;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.journal.Outcome.Stage;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.playbook.Limits;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.StepRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kind validate: walks a part of the playbook on a sandbox of its own, which is gone when it returns. The target is not touched. */
record ValidateRunner(Context context, Step step, Work.Validate work) implements StepRunner {

    @Override
    public List<Finding> check() {
        return List.of();
    }

    @Override
    public Plan plan() {
        List<Plan.Line> lines = new ArrayList<>(context.tools().sandboxes().preview(context, work.sandbox()));
        parts().forEach(part -> lines.add(Plan.Line.notPreviewable("walk " + part.title() + " on it")));
        lines.add(Plan.Line.previewed("throw the sandbox away"));
        return new Plan(lines, false, false);
    }

    @Override
    public Outcome execute() {
        try (PreparedSandbox sandbox = context.tools().sandboxes().prepare(context, step.id(), work.sandbox())) {
            Context inside =
                    context.on(sandbox.ground(step.id() + "'s sandbox", java.util.Map.of()), context.variables());
            for (Step part : parts()) {
                Optional<Problem> problem = problem(inside, part);
                if (problem.isPresent()) {
                    return new Outcome.Failed(problem.get(), Stage.EXECUTE, Left.NOTHING);
                }
            }
            return new Outcome.Done("passed on " + sandbox.description());
        } catch (ProblemException e) {
            return new Outcome.Failed(e.first(), Stage.EXECUTE, Left.NOTHING);
        }
    }

    @Override
    public List<Finding> verify() {
        return List.of();
    }

    /** The validate step's own resolve and deploy, then the steps of the playbook that it names. */
    private List<Step> parts() {
        List<Step> parts = new ArrayList<>();
        if (!work.resolve().isEmpty()) {
            parts.add(part("resolve", work.resolve()));
        }
        parts.add(part("deploy", work.deploy()));
        work.then().forEach(id -> context.playbook().step(id).ifPresent(parts::add));
        return parts;
    }

    private Step part(String title, Work part) {
        Limits limits = step.limits();
        return new Step(
                step.id(), title, part, List.of(), List.of(), Optional.empty(), Optional.empty(), limits, step.at());
    }

    /** A part's life without questions: on a sandbox of this step's own there is nothing to consent to. */
    private Optional<Problem> problem(Context inside, Step part) {
        context.tools().recorder().record(new Event.Noted(step.id(), "on the sandbox: " + part.title()));
        StepRunner runner = new Runners(inside, Order.Manner.REHEARSAL).runner(part);
        Optional<Problem> before = failed(ProblemCode.PB501, part, runner.check());
        if (before.isPresent()) {
            return before;
        }
        Outcome outcome = runner.execute();
        return outcome instanceof Outcome.Failed failed
                ? Optional.of(failed.problem())
                : failed(ProblemCode.PB502, part, runner.verify());
    }

    private Optional<Problem> failed(ProblemCode code, Step part, List<Finding> findings) {
        findings.forEach(f -> context.tools().recorder().record(new Event.Checked(step.id(), false, f)));
        return findings.stream()
                .filter(Finding::isFailed)
                .findFirst()
                .map(f -> Problem.of(code, part.title() + " on the sandbox: " + f.title() + ": " + f.said())
                        .at(part.at()));
    }
}
