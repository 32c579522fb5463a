package dev.pgplaybook.shell;

import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Question;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.staging.OneFile;
import dev.pgplaybook.sql.staging.StagedMigration;
import dev.pgplaybook.sql.staging.Stager;
import dev.pgplaybook.staging.Claim;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Offers the staged rewrite of a migration, with a proof on a sandbox. It writes only where it is told to, and after a yes. */
record StageCommand(Desk desk, Console console, Workshop workshop) {

    private static final List<OptionSpec> OPTIONS = List.of(
            OptionSpec.valued(
                    "--answer", "TABLE.COLUMN=SQL", "what the rows that are there are to hold; may be repeated"),
            OptionSpec.valued(
                    "--like", "LIKENESS", "what the sandbox of the proof resembles: a FILE, a target, or empty"),
            OptionSpec.flag("--no-proof", "make the stages alone"),
            OptionSpec.valued("--out", "DIR", "write the stages there, as migration folders"),
            OptionSpec.flag("--one-file", "all stages in one file, where the way in which it is run allows that"),
            Options.EXECUTION,
            OptionSpec.flag("--yes", "write them without being asked"),
            OptionSpec.valued("--target", "NAME", "the target of the playbook that is asked whether it has it already"),
            OptionSpec.valued("--playbook", "PLAYBOOK", "whose targets and migrations are meant"),
            Options.MIGRATIONS);

    List<CommandSpec> all() {
        return List.of(new CommandSpec(
                "stage",
                "migrations",
                "turn a risky migration into stages, and prove them on a sandbox; exit 5 where a claim does not hold",
                List.of("MIGRATION"),
                Options.joined(OPTIONS, SandboxCommands.PROVIDING, List.of()),
                List.of("stage 20251119194448_add_admin --like production.sql --migrations migrations"
                        + " --answer trades.direction=\"'UP'\" --out staged"),
                this::stage));
    }

    private int stage(Invocation in) {
        SandboxWish wish = SandboxWish.of(in, desk, in.value("--like").orElse("empty"), "stage");
        MigrationFolder folder =
                MigrationFolder.read(wish.playbook().migrations().orElseThrow(() -> desk.withoutMigrations("stage")));
        Migration migration = folder.require(in.arguments().get(0));
        Optional<Path> out = in.value("--out").map(desk.workingDirectory()::resolve);
        out.filter(directory -> !in.has("--yes") && !workshop.canAsk()).ifPresent(StageCommand::refuseToWrite);
        List<String> notes =
                new ArrayList<>(new StageTarget(desk, workshop.clock()).requireNotApplied(in, wish, folder, migration));
        int place = folder.migrations().indexOf(migration);
        List<Script> before = folder.migrations().subList(0, place).stream()
                .filter(Migration::hasScript)
                .map(Migration::script)
                .toList();
        Optional<String> next = folder.migrations().stream()
                .skip(place + 1L)
                .map(Migration::name)
                .findFirst();
        Stager stager = new Stager(migration.name(), migration.script(), Schema.after(before), next);
        StagedMigration staged = stager.stage(StageAnswers.of(in, workshop, stager.questions()));
        if (in.has("--one-file")) {
            OneFile.Verdict verdict = OneFile.verdict(staged, execution(in, wish.playbook()));
            requireAllowed(verdict);
            notes.add("One file is allowed: " + verdict.why() + ".");
            staged = OneFile.of(staged);
        }
        StageFiles files = new StageFiles(folder.path());
        StagedMigration chosen = staged;
        out.ifPresent(directory -> files.requireFree(directory, chosen));
        List<Claim> claims = in.has("--no-proof")
                ? List.of()
                : new StageRehearsal(desk, console, workshop).prove(in, wish, before, migration, chosen);
        boolean holds = Claim.hold(claims);
        StageView view = new StageView(console);
        view.show(migration, chosen, notes, claims);
        Optional<Path> wanted = out.filter(directory -> holds);
        Optional<Path> written = wanted.filter(directory -> isAgreed(in, directory, chosen));
        written.ifPresent(directory -> files.write(directory, chosen));
        view.close(migration, chosen, notes, claims, written);
        return !holds ? 5 : wanted.isPresent() && written.isEmpty() ? 3 : 0;
    }

    private static ExecutionModel execution(Invocation in, Playbook playbook) {
        return in.value("--execution")
                .flatMap(word -> Arrays.stream(ExecutionModel.values())
                        .filter(model -> model.word().equals(word))
                        .findFirst())
                .or(playbook::execution)
                .orElse(ExecutionModel.TRANSACTION);
    }

    private static void requireAllowed(OneFile.Verdict verdict) {
        if (!verdict.allowed()) {
            throw Problem.of(ProblemCode.PB518, "The stages cannot be one file: " + verdict.why())
                    .hint("leave --one-file, or run them with --execution per-statement")
                    .asException();
        }
    }

    private static void refuseToWrite(Path directory) {
        throw Problem.of(
                        ProblemCode.PB503,
                        "Writing to " + directory + " needs consent, and there is no terminal to ask at")
                .hint("look at the stages without --out, then run it again with --yes")
                .asException();
    }

    private boolean isAgreed(Invocation in, Path directory, StagedMigration staged) {
        if (in.has("--yes")) {
            return true;
        }
        int count = staged.stages().size();
        Question question = new Question(
                "write",
                "Write " + (count == 1 ? "one migration" : count + " migrations") + " to " + directory + "?",
                List.of(
                        Question.choice("write", "new folders alone; the original stays as it is"),
                        Question.choice("no", "nothing is written")));
        return workshop.operator().choose(question).equals("write");
    }
}
