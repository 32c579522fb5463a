package dev.pgplaybook.shell;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Suggestion;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Runner;
import dev.pgplaybook.sql.hazard.Severity;
import dev.pgplaybook.sql.hazard.rules.Rules;
import dev.pgplaybook.step.Targets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a lint is to look at, and by what it is to go.
 *
 * @param url the database whose catalogs are asked
 * @param failOn what is bad enough to end with status 4; absent: nothing is
 */
record LintOrder(
        LintChoice choice,
        Optional<DatabaseUrl> url,
        boolean pendingAlone,
        Optional<String> since,
        Runner runner,
        List<Rule> rules,
        Map<String, String> allowed,
        Optional<Severity> failOn) {

    static LintOrder of(Invocation in, Desk desk) {
        List<String> arguments = in.arguments();
        boolean named = !arguments.isEmpty() && Desk.isPlaybookFile(arguments.get(0));
        Optional<Playbook> playbook = named ? Optional.of(desk.read(arguments.get(0))) : desk.openPlaybook();
        Optional<Path> folder = in.value("--migrations")
                .map(desk.workingDirectory()::resolve)
                .or(() -> playbook.flatMap(Playbook::migrations));
        LintChoice choice = LintChoice.of(
                named ? arguments.subList(1, arguments.size()) : arguments, folder, desk.workingDirectory());
        Optional<TargetSpec.Server> target =
                in.value("--url").map(BareTarget::server).or(() -> playbook.flatMap(book -> target(in, book, desk)));
        if (in.has("--pending") && target.isEmpty()) {
            throw Problem.of(ProblemCode.PB518, "--pending needs a database: its history says what is pending")
                    .hint("give --url URL, or a playbook and --target NAME")
                    .asException();
        }
        return new LintOrder(
                choice,
                target.map(t -> Targets.url(t, desk.variables(in.value("--env-file")))),
                in.has("--pending"),
                in.value("--git-diff"),
                runner(in, playbook),
                Rules.on(asked(in)),
                playbook.map(book -> book.hazards().allowed()).orElse(Map.of()),
                failOn(in, playbook));
    }

    private static Optional<TargetSpec.Server> target(Invocation in, Playbook playbook, Desk desk) {
        Optional<TargetSpec> named = in.value("--target").map(name -> Desk.target(playbook, name));
        return named.isPresent()
                ? named.filter(TargetSpec.Server.class::isInstance).map(TargetSpec.Server.class::cast)
                : BareTarget.used(playbook, desk);
    }

    private static Runner runner(Invocation in, Optional<Playbook> playbook) {
        Optional<ExecutionModel> model = in.value("--execution")
                .map(word -> Arrays.stream(ExecutionModel.values())
                        .filter(m -> m.word().equals(word))
                        .findFirst()
                        .orElseThrow())
                .or(() -> playbook.flatMap(Playbook::execution));
        return switch (in.value("--runner").orElse("pgplaybook")) {
            case "prisma" -> Runner.PRISMA;
            case "prisma-7.4" -> Runner.PRISMA_7_4;
            case "psql" -> Runner.PSQL;
            default -> Runner.of(model.orElse(ExecutionModel.TRANSACTION));
        };
    }

    private static Set<String> asked(Invocation in) {
        Set<String> asked = new LinkedHashSet<>(in.all("--rule"));
        for (String id : asked) {
            boolean family =
                    Rules.all().stream().anyMatch(rule -> rule.family().name().equals(id));
            if (!family && Rules.find(id).isEmpty()) {
                throw Problem.of(ProblemCode.PB518, "There is no rule " + id)
                        .hint(Suggestion.hint(id, Rules.ids()))
                        .asException();
            }
        }
        return asked;
    }

    private static Optional<Severity> failOn(Invocation in, Optional<Playbook> playbook) {
        Optional<String> word = in.value("--fail-on")
                .or(() -> playbook.flatMap(book -> book.hazards().failOn()));
        return switch (word.orElse("error")) {
            case "never" -> Optional.empty();
            case "warning" -> Optional.of(Severity.WARNING);
            default -> Optional.of(Severity.ERROR);
        };
    }
}
