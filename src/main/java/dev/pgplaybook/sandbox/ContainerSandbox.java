package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A container with a server of our own in it. */
final class ContainerSandbox implements Sandbox {

    private static final String PREFIX = "pgplaybook-";

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Nothing here has to survive a crash. */
    private static final List<String> COMMAND =
            List.of("postgres", "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off");

    private final TestcontainersEngine engine;
    private final Bounded calls;
    private String name;
    private final String image;
    private final String password;
    private int port;
    private String version = "";
    private boolean closed;

    private ContainerSandbox(TestcontainersEngine engine, Bounded calls, String name, String image, String password) {
        this.engine = engine;
        this.calls = calls;
        this.name = name;
        this.image = image;
        this.password = password;
    }

    /** Starts a container and waits until its server accepts connections; one that does not get that far is removed. */
    static ContainerSandbox start(
            TestcontainersEngine engine, Bounded calls, String image, String label, Cancellation cancellation)
            throws Bounded.Overdue {
        if (cancellation.requested()) {
            throw EmbeddedSandbox.cancelled();
        }
        ContainerSandbox sandbox = new ContainerSandbox(engine, calls, name(label), image, hex(24));
        boolean started = false;
        try {
            sandbox.launch(label);
            sandbox.awaitServer(cancellation);
            started = true;
            return sandbox;
        } finally {
            if (!started) {
                sandbox.close();
            }
        }
    }

    @Override
    public DatabaseUrl url() {
        return url(Map.of("sslmode", "disable"));
    }

    @Override
    public String description() {
        return "PostgreSQL " + version + " in a container of " + image;
    }

    @Override
    public Optional<Inside> inside() {
        return Optional.of(new ContainerInside(engine, calls, name));
    }

    /** A container's labels are for ever, so its name tells that it is to stay. */
    @Override
    public synchronized KeptSandbox keep(Writing writing) {
        String kept = ContainerOrphans.KEPT + name.substring(PREFIX.length());
        try {
            calls.run(() -> engine.rename(name, kept));
        } catch (Bounded.Overdue e) {
            throw ContainerProvider.noEngine("the container could not be renamed: " + e.said());
        }
        name = kept;
        KeptSandbox written = writing.write(name, KeptSandbox.Provider.CONTAINER);
        closed = true;
        return written;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            calls.run(() -> engine.remove(name));
        } catch (Bounded.Overdue | ProblemException e) {
            // It is labelled as ours, and our process will be gone: the next sandbox of this engine finds and removes
            // it.
        }
    }

    /** Never cancelled half-way: what the engine then made would be nobody's. */
    private void launch(String label) throws Bounded.Overdue {
        Map<String, String> environment = Map.of(
                "POSTGRES_USER",
                Template.SUPERUSER,
                "POSTGRES_PASSWORD",
                password,
                "POSTGRES_DB",
                DATABASE,
                "POSTGRES_HOST_AUTH_METHOD",
                "scram-sha-256",
                "POSTGRES_INITDB_ARGS",
                "--auth-host=scram-sha-256");
        try {
            calls.run(() -> {
                engine.create(name, image, environment, COMMAND, ContainerOrphans.labels(label));
                engine.start(name);
            });
        } catch (Bounded.Overdue e) {
            throw notAServer("it could not be started: " + e.said(), e);
        }
    }

    private void awaitServer(Cancellation cancellation) throws Bounded.Overdue {
        long deadline = System.nanoTime() + START.toNanos();
        while (!accepts(cancellation)) {
            if (System.nanoTime() > deadline) {
                throw notAServer("it accepts no connection after " + START.toSeconds() + " s", null);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** While the image prepares its data directory, a connection is refused or closed. */
    private boolean accepts(Cancellation cancellation) throws Bounded.Overdue {
        Optional<Integer> found = calls.call(cancellation, () -> engine.port(name));
        port = found.orElseThrow(() -> notAServer("it has ended", null));
        try {
            version = calls.call(
                    cancellation, () -> EmbeddedServer.probe(url(Map.of("sslmode", "disable", "loginTimeout", "5"))));
            return true;
        } catch (Bounded.Overdue e) {
            if (e.getCause() instanceof SQLException) {
                return false;
            }
            throw e;
        }
    }

    private ProblemException notAServer(String why, @org.jspecify.annotations.Nullable Throwable cause) {
        Problem problem = Problem.of(
                        ProblemCode.PB611, "The container of " + image + " did not become a server: " + why)
                .hint("its log ends:\n" + lastLines() + "\nprovider: embedded needs no container");
        return cause == null ? problem.asException() : problem.asException(cause);
    }

    private String lastLines() {
        try {
            return calls.call(new Cancellation(), () -> engine.lastLines(name)).replace(password, "***");
        } catch (Bounded.Overdue e) {
            return "(the log cannot be read)";
        }
    }

    private DatabaseUrl url(Map<String, String> parameters) {
        return new DatabaseUrl(
                engine.host(),
                port,
                DATABASE,
                Template.SUPERUSER,
                Optional.of(password),
                parameters,
                Optional.empty(),
                false);
    }

    private static String name(String label) {
        String readable = label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return PREFIX + readable.substring(0, Math.min(40, readable.length())) + "-" + hex(4);
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
