package dev.pgplaybook.sandbox;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.process.FreePort;
import dev.pgplaybook.progress.Beside;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Sandboxes from PostgreSQL binaries that come with pgplaybook, or from those of this machine where another major version is wanted
 * and installed here: no container engine and no server is needed. Each is a server of its own, on 127.0.0.1, with a made-up password.
 * Safe for concurrent use, by several processes as well.
 */
public final class EmbeddedProvider implements SandboxProvider {

    private static final int BUNDLED = Binaries.major(Binaries.VERSION);

    private final Path cache;
    private final Supplier<ServerUser> user;
    private final IntSupplier ports;
    private final HostBinaries host;
    private final KeptRegistry kept;
    private final CacheBound bound;
    private final MemoryDisk memory;

    /** @param cache where binaries and sandboxes are kept, see {@link #defaultCache} */
    public EmbeddedProvider(Path cache) {
        this(cache, ServerUser::choose, FreePort::find);
    }

    /** @param environment where the bound of the cache's size is */
    public EmbeddedProvider(Path cache, Map<String, String> environment) {
        this(cache, ServerUser::choose, FreePort::find, CacheBound.of(environment));
    }

    EmbeddedProvider(Path cache, Supplier<ServerUser> user, IntSupplier ports) {
        this(cache, user, ports, CacheBound.of(Map.of()));
    }

    EmbeddedProvider(Path cache, Supplier<ServerUser> user, IntSupplier ports, CacheBound bound) {
        this(cache, user, ports, bound, MemoryDisk.USUAL);
    }

    EmbeddedProvider(Path cache, Supplier<ServerUser> user, IntSupplier ports, CacheBound bound, MemoryDisk memory) {
        this.cache = cache;
        this.user = user;
        this.ports = ports;
        this.bound = bound;
        this.memory = memory;
        this.kept = new KeptRegistry(cache, Map.of());
        this.host = new HostBinaries(System.getenv().getOrDefault("PATH", ""));
    }

    /**
     * To be called where a sandbox will be wanted in a moment: finds out what that takes, beside what the caller does until then. What
     * is in the way is told to whoever wants the sandbox.
     */
    public static void lookAhead() {
        Beside.begin("sandbox-ahead", ServerUser::choose);
    }

    /** The user's cache directory: {@code PGPLAYBOOK_CACHE}, or else where the system keeps such things. */
    public static Path defaultCache(Map<String, String> environment, Path home) {
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        String chosen = environment.getOrDefault("PGPLAYBOOK_CACHE", "");
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (!chosen.isEmpty()) {
            return Path.of(chosen);
        }
        if (!xdg.isEmpty()) {
            return Path.of(xdg, "pgplaybook");
        }
        return home.resolve(mac ? "Library/Caches" : ".cache").resolve("pgplaybook");
    }

    /** Whether anything is to be kept in the cache for the next sandbox; what is no size is told where one is made. */
    public static boolean remembers(Map<String, String> environment) {
        try {
            return CacheBound.of(environment).bytes() > 0;
        } catch (ProblemException e) {
            return false;
        }
    }

    /** The version of every sandbox, such as 17.6. */
    public static String version() {
        return Binaries.VERSION;
    }

    @Override
    public Sandbox create(SandboxRequest request, Progress progress, Cancellation cancellation) {
        try {
            return make(request, progress, cancellation);
        } catch (IOException | UncheckedIOException e) {
            throw cannotBeUsed(cache, e);
        }
    }

    static ProblemException cannotBeUsed(Path cache, Exception cause) {
        return Problem.of(ProblemCode.PB602, "the cache directory " + cache + " cannot be used: " + cause.getMessage())
                .hint("check who owns it, or set PGPLAYBOOK_CACHE to a directory of your own")
                .asException(cause);
    }

    /** Ends the server of a sandbox that was kept, and removes its directory. */
    void removeKept(String name, Progress progress) {
        try {
            Cache open = Cache.open(cache, user.get());
            open.exclusively(progress, () -> {
                Orphans.end(open.sandboxes().resolve(name));
                return name;
            });
        } catch (IOException e) {
            throw cannotBeUsed(cache, e);
        }
    }

    void removeOrphans(Progress progress) {
        try {
            Cache open = Cache.open(cache, user.get());
            open.exclusively(progress, () -> {
                Orphans.remove(open, kept, progress);
                WarmTemplates.evict(open.templates(), bound.bytes());
                return open;
            });
        } catch (IOException e) {
            throw cannotBeUsed(cache, e);
        }
    }

    @Override
    public Offer offer(SandboxRequest request) {
        Optional<Binaries> host = ofHost(request, user.get());
        String description =
                "embedded PostgreSQL " + host.map(Binaries::version).orElse(Binaries.VERSION);
        return new Offer(description, Optional.of(host.map(Binaries::major).orElse(BUNDLED)), Optional.of(description));
    }

    private Sandbox make(SandboxRequest request, Progress progress, Cancellation cancellation) throws IOException {
        long room = bound.bytes(); // Refused, where it is, before there is a directory that nobody would remove.
        Cache open = Cache.open(cache, user.get());
        Optional<Binaries> host = ofHost(request, open.user());
        Prepared prepared = open.exclusively(progress, () -> {
            Orphans.remove(open, kept, progress);
            Binaries binaries = host.isPresent() ? host.get() : Binaries.unpack(open, progress);
            Template template = Template.make(open, binaries, progress, cancellation);
            Optional<MemoryDisk> disk = request.brief() ? Optional.of(memory) : Optional.empty();
            return new Prepared(binaries, template, Place.make(open, request.label(), disk), request.brief());
        });
        progress.doing("starting PostgreSQL " + prepared.binaries.version());
        Optional<EmbeddedSandbox.Memory> filling = request.filling()
                .filter(what -> room > 0)
                .map(what -> new EmbeddedSandbox.Memory(open, new WarmTemplates(open, prepared.binaries, room), what));
        return start(open, prepared, filling, progress, cancellation);
    }

    /** Only where the bundled ones are of another version than is wanted. */
    private Optional<Binaries> ofHost(SandboxRequest request, ServerUser account) {
        return request.majorVersion().filter(wanted -> wanted != BUNDLED).flatMap(wanted -> host.find(wanted, account));
    }

    private Sandbox start(
            Cache open,
            Prepared prepared,
            Optional<EmbeddedSandbox.Memory> memory,
            Progress progress,
            Cancellation cancellation)
            throws IOException {
        Place place = prepared.place;
        EmbeddedSandbox sandbox = new EmbeddedSandbox(place, prepared.binaries, ports, memory);
        Cancellation.Registration registration = cancellation.onRequest(sandbox::close);
        boolean started = false;
        try {
            if (prepared.brief) {
                sandbox.fillBriefly(open, prepared.template, cancellation);
            } else if (!sandbox.fillWarm(progress, cancellation)) {
                sandbox.fill(open, prepared.template, cancellation);
            }
            sandbox.start();
            if (!prepared.brief) { // Whoever wants it for a moment connects at once.
                sandbox.probe();
            }
            started = true;
            return sandbox;
        } finally {
            registration.close();
            if (!started) {
                sandbox.close();
            }
        }
    }

    private record Prepared(Binaries binaries, Template template, Place place, boolean brief) {}
}
