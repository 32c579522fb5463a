package dev.pgplaybook.shell;

import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.LikenessSpec;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.SandboxSpec;
import dev.pgplaybook.playbook.SecretValues;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.VariableUse;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Suggestion;
import dev.pgplaybook.secret.SecretNames;
import dev.pgplaybook.secret.Secrets;
import dev.pgplaybook.step.Order;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes an order of a command line: which steps, where, with which values; all that is missing is said before anything begins. */
record Orders(Desk desk, Secrets secrets) {

    /** The target that a rehearsal walks on: the sandbox that is named or used, the only one, or an empty one when there is none. */
    TargetSpec sandbox(Invocation in, Playbook playbook) {
        TargetSpec target = in.value("--target")
                .map(name -> Desk.target(playbook, name))
                .orElseGet(() -> desk.usedTarget()
                        .filter(playbook.targets()::containsKey)
                        .map(name -> Desk.target(playbook, name))
                        .filter(TargetSpec.Disposable.class::isInstance)
                        .orElseGet(() -> onlySandbox(playbook)));
        if (target instanceof TargetSpec.Disposable) {
            return target;
        }
        throw Problem.of(ProblemCode.PB117, "A rehearsal needs a sandbox, and " + target.name() + " is a real database")
                .at(target.at())
                .hint("choose one of the playbook's sandboxes with --target, or use run")
                .asException();
    }

    /** The target that run and plan walk on: the one that is named or used, or the only real one. */
    TargetSpec target(Invocation in, Playbook playbook) {
        return in.value("--target")
                .or(() -> desk.usedTarget())
                .map(name -> Desk.target(playbook, name))
                .orElseGet(() -> {
                    List<TargetSpec> servers = playbook.targets().values().stream()
                            .filter(TargetSpec.Server.class::isInstance)
                            .toList();
                    return servers.isEmpty() ? onlySandbox(playbook) : Desk.only(servers, "real databases");
                });
    }

    Order order(Invocation in, Playbook playbook, TargetSpec target, Order.Manner manner) {
        Variables variables = desk.variables(in.value("--env-file"));
        List<Step> steps = steps(in, playbook);
        in.value("--stop-after").ifPresent(id -> step(playbook, id));
        VariableUse use = use(playbook, target, steps);
        variables = variables.with(typed(use.missing(variables)));
        SecretValues.register(secrets, playbook, variables);
        use.require(variables);
        desk.walks(target);
        requireMigrations(playbook, steps);
        return new Order(playbook, variables, target, manner, steps);
    }

    /** A secret that nobody put into the environment may be typed, where somebody is there to do so. */
    private Map<String, String> typed(List<String> missing) {
        Map<String, String> values = new LinkedHashMap<>();
        missing.stream()
                .filter(name -> SecretNames.isSecret(name, ""))
                .forEach(name -> desk.secret(name).ifPresent(value -> values.put(name, value)));
        return values;
    }

    /** A folder that is not there is said at once, and where the playbook names it. */
    private static void requireMigrations(Playbook playbook, List<Step> steps) {
        boolean needed = steps.stream().anyMatch(step -> step.kind().needsMigrations());
        playbook.migrations().filter(folder -> needed).ifPresent(folder -> {
            try {
                MigrationFolder.read(folder);
            } catch (ProblemException e) {
                throw e.first().at(whereMigrationsAreNamed(playbook)).asException(e);
            }
        });
    }

    private static Location whereMigrationsAreNamed(Playbook playbook) {
        List<String> lines = playbook.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("migrations:")) {
                return new Location(playbook.file(), i + 1, 1);
            }
        }
        return new Location(playbook.file(), 1, 1);
    }

    private static VariableUse use(Playbook playbook, TargetSpec target, List<Step> steps) {
        return target instanceof TargetSpec.Disposable sandbox
                ? VariableUse.onSandbox(
                        playbook, sandbox, steps, VariableUse.standsInBeside(playbook.servicesOf(sandbox)))
                : VariableUse.onServer(playbook, (TargetSpec.Server) target, steps);
    }

    private static List<Step> steps(Invocation in, Playbook playbook) {
        List<String> chosen = in.all("--step");
        chosen.forEach(id -> step(playbook, id));
        List<Step> steps = chosen.isEmpty()
                ? playbook.steps()
                : playbook.steps().stream().filter(s -> chosen.contains(s.id())).toList();
        return in.value("--from")
                .map(id -> steps.subList(Math.max(0, steps.indexOf(step(playbook, id))), steps.size()))
                .orElse(steps);
    }

    private static Step step(Playbook playbook, String id) {
        return playbook.step(id)
                .orElseThrow(() -> Problem.of(
                                ProblemCode.PB508, "The playbook " + playbook.name() + " has no step " + id)
                        .hint(Suggestion.hint(
                                id, playbook.steps().stream().map(Step::id).toList()))
                        .asException());
    }

    private static TargetSpec onlySandbox(Playbook playbook) {
        if (playbook.sandboxes().isEmpty()) {
            Location at = new Location(playbook.file(), 1, 1);
            SandboxSpec empty = new SandboxSpec(new LikenessSpec.Empty(), at);
            return new TargetSpec.Disposable("sandbox", empty, java.util.Optional.empty(), at);
        }
        return Desk.only(playbook.sandboxes(), "sandboxes");
    }
}
