package dev.pgplaybook.shell;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.LikenessSpec;
import dev.pgplaybook.playbook.SecretValues;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Suggestion;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.staging.Question;
import dev.pgplaybook.sql.staging.StagedMigration;
import dev.pgplaybook.sql.staging.Stager;
import dev.pgplaybook.staging.Claim;
import dev.pgplaybook.staging.StageProof;
import dev.pgplaybook.step.PreparedSandbox;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Offers the staged rewrite of a migration, with a proof on a sandbox. It writes only where it is told to. */
record StageCommand(Desk desk, Console console, Workshop workshop) {

    List<CommandSpec> all() {
        return List.of(new CommandSpec(
                "stage",
                "migrations",
                "turn a risky migration into stages, and prove them on a sandbox; exit 5 where a claim does not hold",
                List.of("MIGRATION"),
                Options.joined(
                        List.of(
                                OptionSpec.valued(
                                        "--answer",
                                        "TABLE.COLUMN=SQL",
                                        "what the rows that are there are to hold; may be repeated"),
                                OptionSpec.valued(
                                        "--like",
                                        "LIKENESS",
                                        "what the sandbox of the proof resembles: a FILE, a target, or empty"),
                                OptionSpec.flag("--no-proof", "make the stages alone"),
                                OptionSpec.valued("--out", "DIR", "write the stages there, as migration folders"),
                                OptionSpec.valued("--playbook", "PLAYBOOK", "whose targets and migrations are meant"),
                                Options.MIGRATIONS),
                        SandboxCommands.PROVIDING,
                        List.of()),
                List.of("stage 20251119194448_add_admin --like production.sql --migrations migrations"
                        + " --answer trades.direction=\"'UP'\" --out staged"),
                this::stage));
    }

    private int stage(Invocation in) {
        SandboxWish wish = SandboxWish.of(in, desk, in.value("--like").orElse("empty"), "stage");
        MigrationFolder folder = MigrationFolder.read(wish.playbook()
                .migrations()
                .orElseThrow(() -> Problem.of(ProblemCode.PB518, "stage needs --migrations DIR")
                        .hint("give it, or a playbook that names it with --playbook")
                        .asException()));
        Migration migration = migration(folder, in.arguments().get(0));
        List<Script> before = folder.migrations().subList(0, folder.migrations().indexOf(migration)).stream()
                .filter(Migration::hasScript)
                .map(Migration::script)
                .toList();
        Stager stager = new Stager(migration.name(), migration.script(), Schema.after(before));
        StagedMigration staged = stager.stage(answers(in, stager.questions()));
        Optional<Path> out = in.value("--out").map(desk.workingDirectory()::resolve);
        StageFiles files = new StageFiles(folder.path());
        out.ifPresent(directory -> files.requireFree(directory, staged));
        List<Claim> claims = in.has("--no-proof") ? List.of() : proven(in, wish, before, migration, staged);
        boolean holds = claims.stream().noneMatch(claim -> claim.verdict() == Claim.Verdict.FAILS);
        Optional<Path> written = out.filter(directory -> holds);
        written.ifPresent(directory -> files.write(directory, staged));
        new StageView(console).show(migration.name(), staged, claims, written);
        return holds ? 0 : 5;
    }

    private static Migration migration(MigrationFolder folder, String name) {
        return folder.find(name)
                .orElseThrow(() -> Problem.of(
                                ProblemCode.PB207, "There is no migration " + name + " in " + folder.path())
                        .hint(Suggestion.hint(
                                name,
                                folder.migrations().stream()
                                        .map(Migration::name)
                                        .toList()))
                        .asException());
    }

    /** What is not given is asked; with nobody to ask, every missing answer is named at once. */
    private Map<String, String> answers(Invocation in, List<Question> questions) {
        Map<String, String> answers = new LinkedHashMap<>();
        in.all("--answer").forEach(given -> {
            int equals = given.indexOf('=');
            String id = equals < 0 ? given : given.substring(0, equals);
            if (equals < 0
                    || questions.stream().noneMatch(question -> question.id().equals(id))) {
                List<String> ids = questions.stream().map(Question::id).toList();
                throw Problem.of(ProblemCode.PB518, "--answer " + given + " answers no question of this migration")
                        .hint(ids.isEmpty() ? "it has none" : "it asks for " + String.join(", ", ids))
                        .asException();
            }
            answers.put(id, given.substring(equals + 1));
        });
        List<Question> open =
                questions.stream().filter(q -> !answers.containsKey(q.id())).toList();
        if (!open.isEmpty() && !workshop.canAsk()) {
            throw Problem.of(ProblemCode.PB503, open.get(0).text())
                    .hint("answer with "
                            + open.stream()
                                    .map(q -> "--answer " + q.id() + "=SQL")
                                    .collect(Collectors.joining(" ")))
                    .at(open.get(0).part().location())
                    .asException();
        }
        open.forEach(question -> answers.put(
                question.id(), workshop.operator().statement(question.text(), "--answer " + question.id() + "=")));
        return answers;
    }

    private List<Claim> proven(
            Invocation in, SandboxWish wish, List<Script> before, Migration migration, StagedMigration staged) {
        LikenessSpec like = wish.spec().like();
        if (like instanceof LikenessSpec.Migrations || like instanceof LikenessSpec.AllMigrations) {
            throw Problem.of(
                            ProblemCode.PB518,
                            "The sandbox of a proof cannot be made of the migrations, the risky one among them")
                    .hint("--like a file or a target; an empty one gets the migrations before it")
                    .asException();
        }
        Variables variables = desk.variables(in.value("--env-file"));
        SecretValues.register(workshop.secrets(), wish.playbook(), variables);
        PreparedSandbox sandbox = workshop.sandboxes()
                .prepare(
                        wish.playbook(),
                        variables,
                        wish.label(),
                        wish.spec(),
                        Optional.empty(),
                        console,
                        workshop.cancellation());
        Cancellation.Registration removal = workshop.cleanup().register(sandbox::close);
        try (sandbox) {
            if (like instanceof LikenessSpec.Empty) {
                deployed(sandbox, before);
            }
            return new StageProof(sandbox.sandbox().url(), migration.script(), staged, console).prove();
        } finally {
            removal.close();
        }
    }

    private static void deployed(PreparedSandbox sandbox, List<Script> before) {
        try (Session session = Session.open(sandbox.sandbox().url(), SessionOptions.named("pgplaybook/stage"))) {
            before.forEach(
                    script -> script.statements().stream().map(Statement::text).forEach(session::script));
        }
    }
}
