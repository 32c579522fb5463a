package dev.pgplaybook.shell;

import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.LikenessSpec;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.SandboxSpec;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Suggestion;
import dev.pgplaybook.step.Order;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The walk that a trace is: a sandbox, on which what comes before is taken for applied or applied, and then the migrations in question.
 *
 * @param names of the migrations; none for all that are pending
 */
record TraceWish(Playbook playbook, SandboxSpec spec, MigrationFolder folder, List<String> names) {

    private static final Location NOWHERE = new Location(Path.of(""), 1, 1);

    static TraceWish of(Invocation in, Desk desk) {
        Optional<Playbook> open = in.value("--playbook").map(desk::read).or(desk::openPlaybook);
        String like = in.value("--like")
                .or(() -> open.filter(playbook -> !playbook.sandboxes().isEmpty())
                        .map(playbook ->
                                Desk.only(playbook.sandboxes(), "sandboxes").name()))
                .orElse("empty");
        SandboxWish sandbox = SandboxWish.of(in, desk, like, in.command().name());
        Path migrations = sandbox.playbook().migrations().orElseThrow(() -> desk.withoutMigrations("trace"));
        MigrationFolder folder = MigrationFolder.read(migrations);
        in.arguments().forEach(name -> require(folder, name));
        return new TraceWish(sandbox.playbook(), sandbox.spec(), folder, in.arguments());
    }

    private static void require(MigrationFolder folder, String name) {
        if (folder.find(name).isEmpty()) {
            throw Problem.of(ProblemCode.PB518, "There is no migration " + name + " in " + folder.path())
                    .hint(Suggestion.hint(
                            name,
                            folder.migrations().stream().map(Migration::name).toList()))
                    .asException();
        }
    }

    Order order(Variables variables) {
        TargetSpec target = new TargetSpec.Disposable("trace", spec, Optional.empty(), NOWHERE);
        return new Order(playbook, variables, target, Order.Manner.REHEARSAL, steps(), Optional.of(reached()));
    }

    /** The folder as far as the last migration in question: what comes behind it is nobody's business here. */
    private MigrationFolder reached() {
        return names.isEmpty()
                ? folder
                : new MigrationFolder(folder.path(), folder.migrations().subList(0, last() + 1));
    }

    private List<Step> steps() {
        if (names.isEmpty()) {
            List<Step> steps = new ArrayList<>();
            marked().ifPresent(steps::add);
            steps.add(step("trace", new Work.Deploy(Optional.empty(), playbook.execution())));
            return steps;
        }
        List<String> all = folder.migrations().stream().map(Migration::name).toList();
        List<String> earlier = all.subList(0, first());
        List<String> traced = all.subList(first(), last() + 1);
        List<Step> steps = new ArrayList<>();
        boolean hasThem =
                spec.like() instanceof LikenessSpec.FromFile || spec.like() instanceof LikenessSpec.FromTarget;
        if (hasThem) {
            steps.add(step("taken-for-applied", new Work.Resolve(earlier, List.of())));
            steps.add(step("trace", new Work.Deploy(Optional.of(traced), playbook.execution())));
        } else {
            List<String> everything = new ArrayList<>(earlier);
            everything.addAll(traced);
            steps.add(step("trace", new Work.Deploy(Optional.of(everything), playbook.execution())));
        }
        return steps;
    }

    /** What a dump without a history holds is not pending: its schema is looked at. */
    private Optional<Step> marked() {
        return spec.like() instanceof LikenessSpec.FromFile
                ? Optional.of(
                        step("taken-for-applied", new Work.Resolve(List.of(), true, Map.of(), Map.of(), List.of())))
                : Optional.empty();
    }

    private int first() {
        return indexes().stream().mapToInt(i -> i).min().orElse(0);
    }

    private int last() {
        return indexes().stream().mapToInt(i -> i).max().orElse(0);
    }

    private List<Integer> indexes() {
        List<String> all = folder.migrations().stream().map(Migration::name).toList();
        return names.stream().map(all::indexOf).toList();
    }

    private Step step(String id, Work work) {
        return new Step(
                id, id, work, List.of(), List.of(), Optional.empty(), Optional.empty(), playbook.limits(), NOWHERE);
    }
}
