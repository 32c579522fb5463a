package dev.pgplaybook.shell;

import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.journal.Runs;
import dev.pgplaybook.playbook.EnvFile;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.PlaybookReader;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Suggestion;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.step.OpenRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What lies open while the shell runs: a playbook, the target that is used, a run. One command finds it empty. */
final class Desk implements AutoCloseable {

    /** What a file is called that may be a playbook. */
    static final String PLAYBOOK_FILE = ".*\\.ya?ml";

    /** Where Prisma's projects have their migrations, and where others do. */
    static final List<String> USUAL_MIGRATIONS = List.of("prisma/migrations", "migrations");

    private final Path workingDirectory;
    private final Map<String, String> environment;
    private final Progress progress;
    private final Cancellation cancellation;
    private Optional<Playbook> playbook = Optional.empty();
    private Optional<String> target = Optional.empty();
    private Optional<OpenRun> run = Optional.empty();
    private Optional<TargetSpec> walked = Optional.empty();
    private final Map<String, String> typed = new HashMap<>();
    private Function<String, Optional<String>> secretSource = name -> Optional.empty();

    Desk(Path workingDirectory, Map<String, String> environment, Progress progress, Cancellation cancellation) {
        this.workingDirectory = workingDirectory;
        this.environment = Map.copyOf(environment);
        this.progress = progress;
        this.cancellation = cancellation;
    }

    static boolean isPlaybookFile(String word) {
        return word.matches(PLAYBOOK_FILE);
    }

    /** How a command reads a database outside a walk: a wait for the server is shown, and can be stopped. */
    SessionOptions reader(String name) {
        return SessionOptions.named(name).asReader().watchedBy(progress).stoppedBy(cancellation);
    }

    Path workingDirectory() {
        return workingDirectory;
    }

    /** What is walked on from now on. */
    void walks(TargetSpec on) {
        walked = Optional.of(on);
    }

    /** Whether what is walked on is protected. */
    boolean walksGuarded() {
        return walked.filter(on -> on instanceof TargetSpec.Server server && server.isProtected())
                .isPresent();
    }

    /** Whoever is asked for a secret that has no value; nobody until this is said. */
    void asksSecrets(Function<String, Optional<String>> someone) {
        secretSource = someone;
    }

    /** The value of a secret, asked of the person once. */
    Optional<String> secret(String name) {
        Optional<String> known = Optional.ofNullable(typed.get(name));
        return known.or(() -> {
            Optional<String> value = secretSource.apply(name);
            value.ifPresent(v -> typed.put(name, v));
            return value;
        });
    }

    /** A playbook that is opened puts away the target and the run of the one before. */
    void open(Playbook opened) {
        closeRun();
        playbook = Optional.of(opened);
        target = Optional.empty();
    }

    Optional<Playbook> openPlaybook() {
        return playbook;
    }

    /** The playbook that a command names, or the one that is open. */
    Playbook playbook(Optional<String> named) {
        return named.map(this::read)
                .or(() -> playbook)
                .orElseThrow(() -> Problem.of(ProblemCode.PB519, "No playbook is open, and none is named")
                        .hint("name one: playbooks/NAME.yaml")
                        .asException());
    }

    Playbook read(String path) {
        return PlaybookReader.read(workingDirectory.resolve(path));
    }

    /** That a command was told of no migrations folder; a usual one that is here is not taken unasked, but named. */
    ProblemException withoutMigrations(String command) {
        String hint = USUAL_MIGRATIONS.stream()
                .filter(usual -> Files.isDirectory(workingDirectory.resolve(usual)))
                .findFirst()
                .map(usual -> "add --migrations " + usual + ", which is here")
                .orElse("give it, or a playbook that names it");
        return Problem.of(ProblemCode.PB518, command + " needs --migrations DIR")
                .hint(hint)
                .asException();
    }

    void use(String name) {
        if (run.filter(open -> !open.order().target().name().equals(name)).isPresent()) {
            closeRun();
        }
        target = Optional.of(name);
    }

    Optional<String> usedTarget() {
        return target;
    }

    Optional<OpenRun> openRun() {
        return run;
    }

    void keep(OpenRun opened) {
        run = Optional.of(opened);
    }

    void closeRun() {
        run.ifPresent(OpenRun::close);
        run = Optional.empty();
    }

    /** The runs of the playbook's project, or of the working directory's. */
    Runs runs(Optional<Playbook> of) {
        Path from = of.map(Playbook::directory).orElse(workingDirectory);
        return Runs.of(from);
    }

    /** The environment, with the env file of the command line laid over it. */
    Variables variables(Optional<String> envFile) {
        Map<String, String> values = new HashMap<>(environment);
        envFile.ifPresent(file -> values.putAll(EnvFile.read(workingDirectory.resolve(file))));
        return new Variables(values);
    }

    /** @throws dev.pgplaybook.problem.ProblemException PB108 when the playbook has no such target */
    static TargetSpec target(Playbook playbook, String name) {
        return Optional.ofNullable(playbook.targets().get(name))
                .orElseThrow(() -> Problem.of(
                                ProblemCode.PB108, "The playbook " + playbook.name() + " has no target " + name)
                        .hint(Suggestion.hint(name, playbook.targets().keySet()))
                        .asException());
    }

    /** @throws dev.pgplaybook.problem.ProblemException PB117 when it is not clear which of several is meant */
    static TargetSpec only(List<? extends TargetSpec> candidates, String kind) {
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        String names =
                String.join(", ", candidates.stream().map(TargetSpec::name).toList());
        throw Problem.of(
                        ProblemCode.PB117,
                        candidates.isEmpty()
                                ? "The playbook has no target that is " + kind
                                : "Several targets are " + kind + ": " + names)
                .hint(candidates.isEmpty() ? "add one under targets:" : "choose one with --target NAME")
                .asException();
    }

    @Override
    public void close() {
        closeRun();
    }
}
