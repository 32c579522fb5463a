package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
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

    static final String PASSWORD = "POSTGRES_PASSWORD";

    /** Not where images declare a volume, whose content no image made of the container would have; where every account may write. */
    private static final String DATA_TO_KEEP = "/tmp/pgplaybook/data";

    private static final int STOP_SECONDS = 15;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Nothing here has to survive a crash. */
    private static final List<String> COMMAND =
            List.of("postgres", "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off");

    private final TestcontainersEngine engine;
    private final Bounded calls;
    private String name;
    private final String image;
    private final Optional<Memory> memory;
    private final Optional<ContainerTemplates.Warm> warm;
    private final String password;
    private boolean filled;
    private int port;
    private String version = "";
    private boolean closed;

    private ContainerSandbox(
            TestcontainersEngine engine,
            Bounded calls,
            String label,
            String image,
            Optional<Memory> memory,
            Optional<ContainerTemplates.Warm> warm) {
        this.engine = engine;
        this.calls = calls;
        this.name = name(label);
        this.image = image;
        this.memory = memory;
        this.warm = warm;
        this.password = warm.map(ContainerTemplates.Warm::password).orElseGet(() -> hex(24));
    }

    /** The warm templates, and what this sandbox's filling is known by among them. */
    record Memory(ContainerTemplates templates, String key) {}

    /**
     * Starts a container and waits until its server accepts connections; one that does not get that far is removed. A template from
     * which none gets that far is removed as well, and does no further harm.
     */
    static ContainerSandbox start(
            TestcontainersEngine engine,
            Bounded calls,
            String image,
            Optional<Memory> memory,
            String label,
            Cancellation cancellation)
            throws Bounded.Overdue {
        Optional<ContainerTemplates.Warm> warm = memory.isEmpty()
                ? Optional.empty()
                : memory.get().templates().find(image, memory.get().key());
        try {
            return new ContainerSandbox(engine, calls, label, image, memory, warm).started(label, cancellation);
        } catch (ProblemException e) {
            if (warm.isEmpty() || cancellation.requested()) {
                throw e;
            }
            memory.orElseThrow().templates().remove(warm.get());
            return new ContainerSandbox(engine, calls, label, image, memory, Optional.empty())
                    .started(label, cancellation);
        }
    }

    private ContainerSandbox started(String label, Cancellation cancellation) throws Bounded.Overdue {
        if (cancellation.requested()) {
            throw EmbeddedSandbox.cancelled();
        }
        boolean started = false;
        try {
            launch(label);
            awaitServer(cancellation);
            findFilling();
            started = true;
            return this;
        } finally {
            if (!started) {
                close();
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

    /** An image that lost its data directory on the way has made another server, which is as empty as a new one. */
    private void findFilling() throws Bounded.Overdue {
        if (warm.isPresent()) {
            filled = warm.get().system().equals(system());
            if (!filled && memory.isPresent()) {
                memory.get().templates().remove(warm.get());
            }
        }
    }

    private String system() throws Bounded.Overdue {
        return calls.call(new Cancellation(), () -> EmbeddedServer.system(url()));
    }

    @Override
    public Optional<String> filled() {
        return filled ? warm.map(ContainerTemplates.Warm::words) : Optional.empty();
    }

    /** A server that does not stop cleanly is not remembered, and starts again all the same, behind another port. */
    @Override
    public void remember(String words, Progress progress, Cancellation cancellation) {
        if (memory.isEmpty()) {
            return;
        }
        progress.doing("keeping an image for the next sandbox of this likeness");
        try {
            String system = system();
            if (calls.call(new Cancellation(), () -> engine.stop(name, STOP_SECONDS))) {
                memory.get().templates().add(name, image, memory.get().key(), words, system);
            }
        } catch (Bounded.Overdue e) {
            progress.note("this sandbox's filling cannot be kept for the next one: the engine " + e.said());
        }
        try {
            calls.run(() -> engine.start(name));
            awaitServer(cancellation);
        } catch (Bounded.Overdue e) {
            throw notAServer("it could not be started again: " + e.said(), e);
        }
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
        Map<String, String> environment = new HashMap<>(Map.of(
                "POSTGRES_USER",
                Template.SUPERUSER,
                PASSWORD,
                password,
                "POSTGRES_DB",
                DATABASE,
                "POSTGRES_HOST_AUTH_METHOD",
                "scram-sha-256",
                "POSTGRES_INITDB_ARGS",
                "--auth-host=scram-sha-256 --no-sync --wal-segsize=1"));
        memory.ifPresent(some -> environment.put("PGDATA", DATA_TO_KEEP));
        String from = warm.map(ContainerTemplates.Warm::name).orElse(image);
        try {
            calls.run(() -> {
                engine.create(name, from, environment, COMMAND, ContainerOrphans.labels(label));
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
