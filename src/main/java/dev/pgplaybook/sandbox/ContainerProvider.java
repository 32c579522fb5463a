package dev.pgplaybook.sandbox;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Sandboxes that are containers of a postgres image, each a server of its own with a made-up password. Whatever the engine does, an
 * answer comes within seconds; a download has longer, and is shown.
 */
public final class ContainerProvider implements SandboxProvider {

    /** Where no version is wanted: that of the embedded binaries, so that both providers are alike. */
    private static final int STANDARD_MAJOR = Binaries.major(Binaries.VERSION);

    private static final Duration PROBE = Duration.ofSeconds(5);
    private static final Duration CALL = Duration.ofSeconds(20);
    private static final Duration PULL = Duration.ofMinutes(5);
    private static final Duration STALL = Duration.ofSeconds(60);

    private final EngineProbe probe;
    private final Bounded calls;
    private final Duration stall;
    private final CacheBound bound;

    /** @param environment where Docker's variables are, and the bound of the cache's size */
    public ContainerProvider(Map<String, String> environment, Path home) {
        this(new EngineProbe(environment, home), CALL, STALL, CacheBound.of(environment));
    }

    /**
     * @param call how long one answer of the engine is waited for
     * @param stall how long a download may stand still
     */
    ContainerProvider(EngineProbe probe, Duration call, Duration stall) {
        this(probe, call, stall, CacheBound.of(Map.of()));
    }

    ContainerProvider(EngineProbe probe, Duration call, Duration stall, CacheBound bound) {
        this.bound = bound;
        this.probe = probe;
        this.calls = new Bounded(call);
        this.stall = stall;
    }

    @Override
    public Sandbox create(SandboxRequest request, Progress progress, Cancellation cancellation) {
        EngineProbe.Answer answer = probe.ask(PROBE);
        return create(answer.address().orElseThrow(() -> noEngine(answer.said())), request, progress, cancellation);
    }

    @Override
    public Offer offer(SandboxRequest request) {
        String image = image(request);
        return new Offer("a container of " + image, majorOf(image));
    }

    /** On the engine that has answered at this address. */
    Sandbox create(String address, SandboxRequest request, Progress progress, Cancellation cancellation) {
        String image = image(request);
        try {
            TestcontainersEngine engine = connect(address, cancellation);
            ContainerOrphans.remove(engine, calls, progress, cancellation);
            String name = imageName(image);
            provide(engine, name, request.pullLimit().orElse(PULL), progress, cancellation);
            progress.doing("starting a container of " + name);
            Optional<ContainerSandbox.Memory> memory = request.filling()
                    .filter(filling -> bound.bytes() > 0)
                    .map(filling -> new ContainerSandbox.Memory(templates(engine), filling));
            return ContainerSandbox.start(engine, calls, name, memory, request.label(), cancellation);
        } catch (Bounded.Overdue e) {
            throw noEngine("the one at " + address + " answered at first, and then: " + e.said());
        }
    }

    /** Removes a container that was kept; one that is gone is none the worse for it. */
    void removeKept(String name) {
        EngineProbe.Answer answer = probe.ask(PROBE);
        String address = answer.address().orElseThrow(() -> noEngine(answer.said()));
        try {
            TestcontainersEngine engine = connect(address, new Cancellation());
            calls.run(() -> engine.remove(name));
        } catch (Bounded.Overdue e) {
            throw noEngine("the one at " + address + " answered at first, and then: " + e.said());
        }
    }

    /** Where no engine answers, there are none. */
    void removeOrphans(Progress progress, Cancellation cancellation) {
        Optional<String> address = probe.ask(PROBE).address();
        if (address.isEmpty()) {
            return;
        }
        try {
            TestcontainersEngine engine = connect(address.get(), cancellation);
            ContainerOrphans.remove(engine, calls, progress, cancellation);
            templates(engine).evict();
        } catch (Bounded.Overdue e) {
            progress.note("containers that were left behind cannot be looked for: the engine " + e.said());
        }
    }

    private ContainerTemplates templates(TestcontainersEngine engine) {
        return new ContainerTemplates(engine, calls, bound.bytes());
    }

    private TestcontainersEngine connect(String address, Cancellation cancellation) throws Bounded.Overdue {
        return calls.call(cancellation, () -> TestcontainersEngine.connect(address, probe.isEncrypted(address)));
    }

    static ProblemException noEngine(String said) {
        return Problem.of(ProblemCode.PB609, "No container engine answers: " + said)
                .hint("start the engine, or write provider: embedded, which needs none")
                .asException();
    }

    static String image(SandboxRequest request) {
        return request.image().orElse("postgres:" + request.majorVersion().orElse(STANDARD_MAJOR));
    }

    private static String imageName(String image) {
        try {
            return TestcontainersEngine.imageName(image);
        } catch (IllegalArgumentException e) {
            throw ImagePull.notToBeHad(image, "that is no image's name");
        }
    }

    private void provide(
            TestcontainersEngine engine, String image, Duration limit, Progress progress, Cancellation cancellation)
            throws Bounded.Overdue {
        if (calls.call(cancellation, () -> engine.images().has(image))) {
            return;
        }
        progress.doing("pulling " + image);
        ImagePull pull = new ImagePull(image, limit, stall);
        AutoCloseable pulling = calls.call(cancellation, () -> engine.images().pull(image, pull));
        try {
            pull.await(progress, cancellation);
        } finally {
            close(pulling);
        }
        if (!calls.call(cancellation, () -> engine.images().has(image))) {
            throw ImagePull.notToBeHad(image, "the engine has pulled it, and has it not");
        }
    }

    /** What stopped the pull is said, not that it could not be told to the engine. */
    private void close(AutoCloseable pulling) {
        try {
            calls.run(pulling::close);
        } catch (Bounded.Overdue e) {
            // The engine gives up a download that nobody listens to.
        }
    }

    /** What the tag of a postgres image says of its version. */
    private static Optional<Integer> majorOf(String image) {
        String tag = image.replaceFirst("^.*:", "").replaceAll("\\D.*", "");
        return tag.isEmpty() || tag.length() > 2 ? Optional.empty() : Optional.of(Integer.valueOf(tag));
    }
}
