package dev.pgplaybook.sandbox;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.process.FreePort;
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
 * Sandboxes from PostgreSQL binaries that come with pgplaybook: no container engine and no server is needed. Each is a server of its
 * own, on 127.0.0.1, with a made-up password. Safe for concurrent use, by several processes as well.
 */
public final class EmbeddedProvider implements SandboxProvider {

    private static final int MAJOR_VERSION = Integer.parseInt(Binaries.VERSION.replaceAll("\\..*", ""));

    private final Path cache;
    private final Supplier<ServerUser> user;
    private final IntSupplier ports;

    /** @param cache where binaries and sandboxes are kept, see {@link #defaultCache} */
    public EmbeddedProvider(Path cache) {
        this(cache, ServerUser::choose, FreePort::find);
    }

    EmbeddedProvider(Path cache, Supplier<ServerUser> user, IntSupplier ports) {
        this.cache = cache;
        this.user = user;
        this.ports = ports;
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

    /** The version of every sandbox, such as 17.6. */
    public static String version() {
        return Binaries.VERSION;
    }

    @Override
    public Sandbox create(SandboxRequest request, Progress progress, Cancellation cancellation) {
        request.majorVersion().filter(wished -> wished != MAJOR_VERSION).ifPresent(wished -> {
            throw Problem.of(
                            ProblemCode.PB601,
                            "there are no PostgreSQL " + wished + " binaries here, only " + Binaries.VERSION)
                    .hint(Binaries.otherProviders())
                    .asException();
        });
        try {
            return create(request.label(), progress, cancellation);
        } catch (IOException | UncheckedIOException e) {
            throw Problem.of(ProblemCode.PB602, "the cache directory " + cache + " cannot be used: " + e.getMessage())
                    .hint("check who owns it, or set PGPLAYBOOK_CACHE to a directory of your own")
                    .asException(e);
        }
    }

    @Override
    public Offer offer(SandboxRequest request) {
        return new Offer("embedded PostgreSQL " + Binaries.VERSION, Optional.of(MAJOR_VERSION));
    }

    private Sandbox create(String label, Progress progress, Cancellation cancellation) throws IOException {
        Cache open = Cache.open(cache, user.get());
        Prepared prepared = open.exclusively(progress, () -> {
            Orphans.remove(open, progress);
            Binaries binaries = Binaries.unpack(open, progress);
            Template template = Template.make(open, binaries, progress, cancellation);
            return new Prepared(binaries, template, Place.make(open, label));
        });
        progress.doing("starting PostgreSQL " + Binaries.VERSION);
        return start(open, prepared, cancellation);
    }

    private Sandbox start(Cache open, Prepared prepared, Cancellation cancellation) throws IOException {
        Place place = prepared.place;
        EmbeddedSandbox sandbox = new EmbeddedSandbox(place, prepared.binaries, prepared.template.password());
        Cancellation.Registration registration = cancellation.onRequest(sandbox::close);
        boolean started = false;
        try {
            sandbox.fill(open, prepared.template, cancellation);
            sandbox.start(ports);
            started = true;
            return sandbox;
        } finally {
            registration.close();
            if (!started) {
                sandbox.close();
            }
        }
    }

    private record Prepared(Binaries binaries, Template template, Place place) {}
}
