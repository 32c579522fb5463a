package dev.pgplaybook.shell;

import dev.pgplaybook.database.Readers;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.doctor.DatabaseExamination;
import dev.pgplaybook.doctor.MachineExamination;
import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.SandboxSpec;
import dev.pgplaybook.playbook.SecretValues;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Cleanup;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.run.Proposal;
import dev.pgplaybook.run.Question;
import dev.pgplaybook.sandbox.AutoProvider;
import dev.pgplaybook.sandbox.ContainerProvider;
import dev.pgplaybook.sandbox.EmbeddedProvider;
import dev.pgplaybook.sandbox.KeptSandboxes;
import dev.pgplaybook.sandbox.SandboxProvider;
import dev.pgplaybook.sandbox.ServerProvider;
import dev.pgplaybook.schema.SnapshotOptions;
import dev.pgplaybook.secret.Secrets;
import dev.pgplaybook.step.Equipment;
import dev.pgplaybook.step.Ground;
import dev.pgplaybook.step.Inspection;
import dev.pgplaybook.step.PreparedSandbox;
import dev.pgplaybook.step.ReplayMemory;
import dev.pgplaybook.step.Sandboxes;
import dev.pgplaybook.step.Tracing;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The one place where core types are put together, and only when a command needs them. */
final class Workshop {

    static final String VERSION = "0.1.0";

    /** The wait is shown and can be interrupted; Prisma's CLI gives up after 10 s, in which no index is built. */
    private static final Duration LOCK_WAIT = Duration.ofSeconds(60);

    private final Console console;
    private final Operator person;
    private final Cancellation cancellation;
    private final Cleanup cleanup;
    private final Clock clock;
    private final Secrets secrets;
    private final Map<String, String> environment;
    private final Switchboard switchboard = new Switchboard();

    Workshop(
            Console console,
            Operator person,
            Cancellation cancellation,
            Cleanup cleanup,
            Clock clock,
            Secrets secrets,
            Map<String, String> environment) {
        this.console = console;
        this.person = person;
        this.cancellation = cancellation;
        this.cleanup = cleanup;
        this.clock = clock;
        this.secrets = secrets;
        this.environment = Map.copyOf(environment);
    }

    /** Who answers from now on: the flags of this command, and the person behind them. */
    void attend(Invocation invocation) {
        Operator last = invocation.has("--no-input") ? new RefusingOperator() : person;
        switchboard.canAsk = !(last instanceof RefusingOperator);
        switchboard.now = new FlagOperator(
                invocation.has("--yes"),
                invocation.value("--confirm"),
                invocation.value("--backup"),
                answers(invocation.all("--answer")),
                last);
    }

    private static Map<String, String> answers(List<String> given) {
        Map<String, String> answers = new HashMap<>();
        for (String answer : given) {
            int equals = answer.lastIndexOf('=');
            if (equals < 1) {
                throw Problem.of(
                                ProblemCode.PB518,
                                "--answer takes a question and a word, and " + answer + " is neither")
                        .hint("write --answer QUESTION=WORD, as the refusal names them")
                        .asException();
            }
            answers.put(answer.substring(0, equals), answer.substring(equals + 1));
        }
        return answers;
    }

    Equipment equipment(Invocation invocation, Recorder screen) {
        return equipment(invocation, screen, Tracing.NONE);
    }

    Equipment equipment(Invocation invocation, Recorder screen, Tracing tracing) {
        return new Equipment(
                switchboard,
                screen,
                console,
                cancellation,
                cleanup,
                clock,
                secrets,
                sandboxes(),
                new Readers(),
                Set.copyOf(invocation.all("--accept")),
                invocation.value("--without-rehearsal").filter(reason -> !reason.isBlank()),
                invocation.duration("--lock-wait").orElse(LOCK_WAIT),
                invocation.has("--show-values"),
                tracing,
                VERSION,
                Account.of(environment));
    }

    /** The sandboxes that outlive the process that made them. */
    KeptSandboxes keptSandboxes() {
        return new KeptSandboxes(EmbeddedProvider.defaultCache(environment, home()), environment, home());
    }

    Sandboxes sandboxes() {
        Path cache = EmbeddedProvider.defaultCache(environment, home());
        return new Sandboxes(
                providers(),
                clock,
                secrets,
                Optional.of(ReplayMemory.in(cache, VERSION)).filter(memory -> EmbeddedProvider.remembers(environment)));
    }

    /** The sandbox that a command line asks for. */
    PreparedSandbox prepare(SandboxWish wish, Variables variables) {
        SecretValues.register(secrets, wish.playbook(), variables);
        return sandboxes()
                .prepare(
                        wish.playbook(), variables, wish.label(), wish.spec(), Optional.empty(), console, cancellation);
    }

    /** Looks into databases with sandboxes at hand. */
    Inspection inspection(Playbook playbook, Variables variables, Optional<Ground> ground, SnapshotOptions looking) {
        return new Inspection(playbook, variables, sandboxes(), clock, console, cancellation, ground, looking);
    }

    /** Looks at this machine, with a sandbox as {@code provider: auto} makes it. */
    MachineExamination machine() {
        Path cache = EmbeddedProvider.defaultCache(environment, home());
        return new MachineExamination(environment, cache, automatic(), secrets, console, cancellation);
    }

    /** Looks at a database, beside what a sandbox of this machine can have. */
    DatabaseExamination database(Session session, Optional<List<String>> extensions) {
        return new DatabaseExamination(session, environment, automatic(), extensions);
    }

    private SandboxProvider automatic() {
        return Objects.requireNonNull(providers().get(SandboxSpec.Provider.AUTO))
                .get();
    }

    Cleanup cleanup() {
        return cleanup;
    }

    /** Whether somebody is there to answer. */
    boolean canAsk() {
        return switchboard.canAsk;
    }

    /** Who answers, by flags or in person. */
    Operator operator() {
        return switchboard;
    }

    Secrets secrets() {
        return secrets;
    }

    Clock clock() {
        return clock;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    private Map<SandboxSpec.Provider, Supplier<SandboxProvider>> providers() {
        Path home = home();
        EmbeddedProvider embedded = new EmbeddedProvider(EmbeddedProvider.defaultCache(environment, home), environment);
        AutoProvider auto = new AutoProvider(environment, home, embedded);
        return Map.of(
                SandboxSpec.Provider.AUTO,
                () -> auto,
                SandboxSpec.Provider.CONTAINER,
                () -> new ContainerProvider(environment, home),
                SandboxSpec.Provider.EMBEDDED,
                () -> embedded,
                SandboxSpec.Provider.SERVER,
                () -> new ServerProvider(environment));
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"));
    }

    /** A run may outlive the command that began it, while every command brings flags of its own. */
    private static final class Switchboard implements Operator {
        private Operator now = new RefusingOperator();
        private boolean canAsk;

        @Override
        public Consent consent(Proposal proposal) {
            return now.consent(proposal);
        }

        @Override
        public String statement(String question, String flag) {
            return now.statement(question, flag);
        }

        @Override
        public String choose(Question question) {
            return now.choose(question);
        }
    }
}
