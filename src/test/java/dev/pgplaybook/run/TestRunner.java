package dev.pgplaybook.run;

import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A step that does what a test says, and writes into the diary which of its verbs were called. */
final class TestRunner implements StepRunner {

    private final List<String> diary;
    private Supplier<List<Finding>> check = List::of;
    private Supplier<Plan> plan = () -> new Plan(List.of(Plan.Line.previewed("change something")), true, false);
    private Supplier<Outcome> execute = () -> new Outcome.Done("changed");
    private Supplier<List<Finding>> verify = List::of;

    TestRunner(List<String> diary) {
        this.diary = diary;
    }

    TestRunner() {
        this(new ArrayList<>());
    }

    TestRunner checks(Supplier<List<Finding>> findings) {
        check = findings;
        return this;
    }

    TestRunner plans(Supplier<Plan> value) {
        plan = value;
        return this;
    }

    TestRunner executes(Supplier<Outcome> outcome) {
        execute = outcome;
        return this;
    }

    TestRunner verifies(Supplier<List<Finding>> findings) {
        verify = findings;
        return this;
    }

    static Finding wrong(String id) {
        return Finding.failed(id, "all is well", "it is not");
    }

    static Problem problem() {
        return Problem.of(ProblemCode.PB206, "The migration x failed");
    }

    static <T> Supplier<T> throwing() {
        return () -> {
            throw problem().asException();
        };
    }

    @Override
    public List<Finding> check() {
        diary.add("check");
        return check.get();
    }

    @Override
    public Plan plan() {
        diary.add("plan");
        return plan.get();
    }

    @Override
    public Outcome execute() {
        diary.add("execute");
        return execute.get();
    }

    @Override
    public List<Finding> verify() {
        diary.add("verify");
        return verify.get();
    }
}
