package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.playbook.LikenessSpec;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.RowsSpec;
import dev.pgplaybook.playbook.SandboxSpec;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.sandbox.Sandbox;
import dev.pgplaybook.sandbox.SandboxProvider;
import dev.pgplaybook.sandbox.SandboxRequest;
import dev.pgplaybook.secret.Secrets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the sandboxes that a walk needs, filled as the playbook says. Every provider is made when it is first needed. */
public final class Sandboxes {

    private final Map<SandboxSpec.Provider, Supplier<SandboxProvider>> providers;
    private final Clock clock;
    private final Secrets secrets;

    public Sandboxes(Map<SandboxSpec.Provider, Supplier<SandboxProvider>> providers, Clock clock, Secrets secrets) {
        this.providers = Map.copyOf(providers);
        this.clock = clock;
        this.secrets = secrets;
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
        return like instanceof LikenessSpec.Migrations ? "with all migrations" : "empty";
    }

    /** Makes a sandbox and fills it; one that cannot be filled is removed before the problem is thrown. */
    public PreparedSandbox prepare(
            Playbook playbook,
            Variables variables,
            String label,
            SandboxSpec spec,
            Progress progress,
            Cancellation cancellation) {
        long start = System.nanoTime();
        Sandbox sandbox = provider(spec).create(SandboxRequest.of(label), progress, cancellation);
        boolean complete = false;
        try {
            sandbox.url().password().ifPresent(secrets::add);
            SandboxFilling.Filled filled;
            try (Session session = Session.open(
                    sandbox.url(), SessionOptions.named("pgplaybook/filling").stoppedBy(cancellation))) {
                filled = new SandboxFilling(session, playbook, variables, clock, secrets, progress, cancellation)
                        .fill(spec);
            }
            long millis = (System.nanoTime() - start) / 1_000_000;
            PreparedSandbox prepared = PreparedSandbox.of(
                    sandbox, new Event.SandboxReady(sandbox.description(), like(spec.like()) + filled.words(), millis));
            complete = true;
            return prepared;
        } finally {
            if (!complete) {
                sandbox.close();
            }
        }
    }

    /** As {@link #prepare}, within a walk: the sandbox is recorded. */
    PreparedSandbox prepare(Context context, String label, SandboxSpec spec) {
        Tools tools = context.tools();
        PreparedSandbox prepared =
                prepare(context.playbook(), context.variables(), label, spec, tools.progress(), tools.cancellation());
        tools.recorder().record(prepared.ready());
        return prepared;
    }

    private SandboxProvider provider(SandboxSpec spec) {
        SandboxSpec.Provider wanted =
                spec.provider() == SandboxSpec.Provider.AUTO ? SandboxSpec.Provider.EMBEDDED : spec.provider();
        return Optional.ofNullable(providers.get(wanted))
                .orElseThrow(
                        () -> Problem.of(ProblemCode.PB607, "The sandbox provider " + wanted.word() + " is not at hand")
                                .at(spec.at())
                                .hint("write provider: embedded")
                                .asException())
                .get();
    }
}
