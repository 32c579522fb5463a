package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.process.ProgramResult;
import dev.pgplaybook.process.ProgramResult.Ending;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The inside of a container, by the engine's way of running a second program in it. */
record ContainerInside(TestcontainersEngine engine, Bounded calls, String container) implements Inside {

    /** Takes the environment from its input, so that no inspection of the engine's and no list of processes shows it. */
    private static final String TAKING_ENVIRONMENT =
            "while IFS= read -r v && [ -n \"$v\" ]; do export \"$v\"; done; exec \"$@\"";

    /** The name by which Docker Desktop's containers reach the machine that it runs on. */
    private static final String DESKTOP = "host.docker.internal";

    @Override
    public ProgramResult run(
            List<String> argv,
            Map<String, String> environment,
            Path output,
            Duration limit,
            Secrets secrets,
            Cancellation cancellation) {
        List<String> shell = new ArrayList<>(List.of("sh", "-c", TAKING_ENVIRONMENT, "sh"));
        shell.addAll(argv);
        long start = System.nanoTime();
        StringBuilder errors = new StringBuilder();
        try (OutputStream file = Files.newOutputStream(output)) {
            int status = new Bounded(limit)
                    .call(cancellation, () -> engine.execute(container, shell, lines(environment), file, errors));
            return result(Ending.EXITED, status, secrets.mask(errors.toString()), start);
        } catch (Bounded.Overdue e) {
            return e.getCause() instanceof TimeoutException
                    ? result(Ending.TIMED_OUT, -1, "it has not ended within " + limit.toSeconds() + " s", start)
                    : result(Ending.EXITED, -1, secrets.mask(errors + "\n" + e.said()), start);
        } catch (IOException e) {
            return result(Ending.EXITED, -1, output + " cannot be written: " + e.getMessage(), start);
        }
    }

    private static ProgramResult result(Ending ending, int status, String errors, long start) {
        return new ProgramResult(ending, status, "", errors.strip(), Duration.ofNanos(System.nanoTime() - start));
    }

    private static String lines(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining("", "", "\n"));
    }

    @Override
    public Way wayTo(DatabaseUrl url) {
        requireNoFiles(url);
        try {
            TestcontainersEngine.Network network = calls.call(new Cancellation(), () -> engine.network(container));
            Optional<InetAddress> here = network.gateway().filter(ContainerInside::isOfThisMachine);
            return here.isPresent() && network.address().isPresent()
                    ? forward(url, here.get(), network.address().get())
                    : direct(url);
        } catch (Bounded.Overdue e) {
            throw noWay(url, "the engine " + e.said());
        } catch (IOException e) {
            throw noWay(url, String.valueOf(e.getMessage()));
        }
    }

    /** By a port of ours: the name stays the server's own, for its certificate, and only the address is another one. */
    private static Way forward(DatabaseUrl url, InetAddress here, InetAddress guest) throws IOException {
        Forward forward = Forward.open(here, guest, url.host(), url.port());
        Map<String, String> environment = new HashMap<>(url.environment());
        environment.put("PGHOSTADDR", here.getHostAddress());
        environment.put("PGPORT", String.valueOf(forward.port()));
        return way(environment, forward::close);
    }

    /** Where the engine has a machine of its own, virtual or far away, its containers reach what that one reaches. */
    private Way direct(DatabaseUrl url) throws UnknownHostException {
        Map<String, String> environment = new HashMap<>(url.environment());
        if (InetAddress.getByName(url.host()).isLoopbackAddress()) {
            if (!engine.isLocal()) {
                throw noWay(
                        url,
                        "the container's engine is on another machine, which does not reach this one's own address");
            }
            environment.put("PGHOST", DESKTOP);
        }
        return way(environment, () -> {});
    }

    private static Way way(Map<String, String> environment, Runnable end) {
        return new Way() {
            @Override
            public Map<String, String> environment() {
                return environment;
            }

            @Override
            public void close() {
                end.run();
            }
        };
    }

    /** A key is nothing to be copied into a container. */
    private static void requireNoFiles(DatabaseUrl url) {
        for (String name : List.of("sslcert", "sslkey", "sslrootcert")) {
            String file = url.parameters().getOrDefault(name, "");
            if (!file.isEmpty() && !file.equals("system")) {
                throw noWay(url, "its " + name + " is a file of this machine");
            }
        }
        if (url.environment().values().stream().anyMatch(value -> value.contains("\n"))) {
            throw noWay(url, "a value of its URL holds a line break");
        }
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException e) {
            return false;
        }
    }

    private static ProblemException noWay(DatabaseUrl url, String why) {
        return Problem.of(ProblemCode.PB603, "The container's pg_dump cannot reach " + url + ": " + why)
                .hint(
                        "install PostgreSQL's client programs of the server's version on this machine, or give a dump with"
                                + " like: { file: … }")
                .asException();
    }
}
