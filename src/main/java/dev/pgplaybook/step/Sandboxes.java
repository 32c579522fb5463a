package dev.pgplaybook.step;

import dev.pgplaybook.database.ServerIdentity;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.playbook.LikenessSpec;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.RowsSpec;
import dev.pgplaybook.playbook.SandboxSpec;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.sandbox.Offer;
import dev.pgplaybook.sandbox.Sandbox;
import dev.pgplaybook.sandbox.SandboxProvider;
import dev.pgplaybook.sandbox.SandboxRequest;
import dev.pgplaybook.secret.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the sandboxes that a walk needs, filled as the playbook says. Every provider is made when it is first needed. */
public final class Sandboxes {

    /** What is filled faster than that is filled about as fast as copied. */
    private static final Duration WORTH_REMEMBERING = Duration.ofMillis(500);

    private final Map<SandboxSpec.Provider, Supplier<SandboxProvider>> providers;
    private final Clock clock;
    private final Secrets secrets;
    private final Replays replays;

    /** @param memory where replays are kept for the next process; absent where none is to be */
    public Sandboxes(
            Map<SandboxSpec.Provider, Supplier<SandboxProvider>> providers,
            Clock clock,
            Secrets secrets,
            Optional<ReplayMemory> memory) {
        this.replays = new Replays(memory);
        this.providers = Map.copyOf(providers);
        this.clock = clock;
        this.secrets = secrets;
    }

    /** What was seen on sandboxes that are gone. */
    Replays replays() {
        return replays;
    }

    /** In a few words, before it is made. */
    public static String describe(SandboxSpec spec) {
        return like(spec.like())
                + (spec.rows() instanceof RowsSpec.Sample ? " with a sample of its rows" : "")
                + (spec.rows() instanceof RowsSpec.Synthetic ? " with made-up rows" : "")
                + (spec.provider() == SandboxSpec.Provider.AUTO
                        ? ""
                        : ", " + spec.provider().word());
    }

    static String like(LikenessSpec like) {
        if (like instanceof LikenessSpec.FromFile file) {
            return "like " + file.file().getFileName();
        } else if (like instanceof LikenessSpec.FromTarget target) {
            return "like the schema of " + target.target();
        }
        if (like instanceof LikenessSpec.AppliedMigrations applied) {
            return "with the migrations that " + applied.target() + " has applied";
        }
        if (like instanceof LikenessSpec.Migrations) {
            return "with the applied migrations";
        }
        return like instanceof LikenessSpec.AllMigrations ? "with all migrations" : "empty";
    }

    /**
     * Makes a sandbox and fills it; one that cannot be filled is removed before the problem is thrown.
     *
     * @param ground the database that the walk is on already, whose version the sandbox should have
     */
    public PreparedSandbox prepare(
            Playbook playbook,
            Variables variables,
            String label,
            SandboxSpec spec,
            Optional<Ground> ground,
            Progress progress,
            Cancellation cancellation) {
        long start = System.nanoTime();
        SandboxNeeds needs = needs(playbook, variables, spec, ground, progress, cancellation);
        SandboxRequest request = needs.request(label);
        Sandbox sandbox = made(needs, request, progress, cancellation);
        boolean complete = false;
        try {
            sandbox.url().password().ifPresent(secrets::add);
            Filling filling = filling(sandbox, needs, progress, cancellation);
            // Not what has changed while it was read.
            if (filling.took().compareTo(WORTH_REMEMBERING) >= 0
                    && request.filling().isPresent()
                    && request.filling().equals(SandboxMemory.key(needs.spec(), needs.migrations()))) {
                sandbox.remember(filling.words(), progress, cancellation);
            }
            long millis = (System.nanoTime() - start) / 1_000_000;
            PreparedSandbox prepared = PreparedSandbox.of(sandbox, filling.server(), needs, filling.words(), millis);
            complete = true;
            return prepared;
        } finally {
            if (!complete) {
                sandbox.close();
            }
        }
    }

    /**
     * Makes an empty sandbox for a replay, of which nothing is said.
     *
     * @param brief whether its files may be in memory
     */
    Sandbox forReplay(
            Playbook playbook,
            Variables variables,
            SandboxSpec spec,
            Optional<Ground> ground,
            boolean brief,
            Progress progress,
            Cancellation cancellation) {
        SandboxNeeds needs = needs(playbook, variables, spec, ground, progress, cancellation);
        SandboxRequest request = needs.request("replay");
        Sandbox sandbox = made(needs, brief ? request.briefly() : request, progress, cancellation);
        sandbox.url().password().ifPresent(secrets::add);
        return sandbox;
    }

    private SandboxNeeds needs(
            Playbook playbook,
            Variables variables,
            SandboxSpec spec,
            Optional<Ground> ground,
            Progress progress,
            Cancellation cancellation) {
        SessionOptions reader = SessionOptions.named("pgplaybook/version")
                .asReader()
                .watchedBy(progress)
                .stoppedBy(cancellation);
        return SandboxNeeds.of(playbook, variables, spec, ground, Optional.of(reader), clock);
    }

    /**
     * How a sandbox came to its schema and rows.
     *
     * @param took none at all where it was a copy
     */
    private record Filling(ServerIdentity server, String words, Duration took) {}

    private Filling filling(Sandbox sandbox, SandboxNeeds needs, Progress progress, Cancellation cancellation) {
        SessionOptions options = SessionOptions.named("pgplaybook/filling").stoppedBy(cancellation);
        try (Session session = Session.open(sandbox.url(), options)) {
            ServerIdentity server = ServerIdentity.of(session);
            if (sandbox.filled().isPresent()) {
                return new Filling(server, sandbox.filled().get() + ", warm", Duration.ZERO);
            }
            long start = System.nanoTime();
            String words = new SandboxFilling(
                            session,
                            sandbox.inside(),
                            needs.playbook(),
                            needs.variables(),
                            clock,
                            secrets,
                            progress,
                            cancellation)
                    .fill(needs.spec(), needs.migrations())
                    .words();
            return new Filling(server, words, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /** As {@link #prepare}, within a walk: the sandbox is recorded. */
    PreparedSandbox prepare(Context context, String label, SandboxSpec spec) {
        Tools tools = context.tools();
        PreparedSandbox prepared = prepare(
                context.playbook(),
                context.variables(),
                label,
                spec,
                Optional.of(context.ground()),
                tools.progress(),
                tools.cancellation());
        tools.recorder().record(prepared.ready());
        return prepared;
    }

    /** Which very programs the server of such a sandbox would be; absent where only the sandbox itself can tell. */
    Optional<String> programs(SandboxSpec spec, Optional<Ground> ground, Playbook playbook, Variables variables) {
        SandboxNeeds needs = SandboxNeeds.of(playbook, variables, spec, ground, Optional.empty(), clock);
        return provider(spec).offer(needs.request("replay")).programs();
    }

    /** What would be made within a walk, with what is to be said of it. Nothing is made, and no database is connected to. */
    List<Plan.Line> preview(Context context, SandboxSpec spec) {
        SandboxNeeds needs = SandboxNeeds.of(
                context.playbook(), context.variables(), spec, Optional.of(context.ground()), Optional.empty(), clock);
        Offer offer = provider(spec).offer(needs.request("preview"));
        List<Plan.Line> lines = new ArrayList<>();
        lines.add(Plan.Line.previewed("make a sandbox: " + needs.like() + ", " + offer.description()));
        needs.warnings(offer.major()).forEach(warning -> lines.add(Plan.Line.previewed("warning: " + warning)));
        return lines;
    }

    /** A problem of the provider's is shown where the playbook asks for the sandbox. */
    private Sandbox made(SandboxNeeds needs, SandboxRequest request, Progress progress, Cancellation cancellation) {
        SandboxSpec spec = needs.spec();
        SandboxProvider provider = provider(spec);
        try {
            return provider.create(request, progress, cancellation);
        } catch (ProblemException e) {
            throw e.first().at().isPresent() ? e : e.first().at(spec.at()).asException(e);
        }
    }

    private SandboxProvider provider(SandboxSpec spec) {
        SandboxSpec.Provider wanted = spec.provider();
        return Optional.ofNullable(providers.get(wanted))
                .orElseThrow(
                        () -> Problem.of(ProblemCode.PB607, "The sandbox provider " + wanted.word() + " is not at hand")
                                .at(spec.at())
                                .hint("write provider: embedded")
                                .asException())
                .get();
    }
}
