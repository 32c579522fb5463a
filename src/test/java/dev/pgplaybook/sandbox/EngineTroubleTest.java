package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.testing.ListeningSocket;
import dev.pgplaybook.testing.TestServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is the matter with an engine is said within seconds, with the way out. */
class EngineTroubleTest {

    private static final Duration SECONDS = Duration.ofSeconds(15);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    private final Recorded progress = new Recorded();

    @Test
    void noEngineIsThere() {
        Path socket = home.resolve("docker.sock");

        Problem problem = problem("unix://" + socket);

        assertThat(problem.message()).isEqualTo("No container engine answers: nothing is at " + socket);
    }

    @Test
    void theSocketSaysNothing() {
        try (ListeningSocket hung = new ListeningSocket()) {
            Problem problem = problem("tcp://" + hung.authority());

            assertThat(problem.message())
                    .isEqualTo(
                            "No container engine answers: tcp://" + hung.authority() + " says nothing within 5000 ms");
        }
    }

    @Test
    void theEngineAnswersAPingAndNothingElse() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            if (!exchange.getRequestURI().getPath().equals("/_ping")) {
                awaitForever(end);
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            String address = "tcp://127.0.0.1:" + server.getAddress().getPort();

            assertThat(problem(address).message())
                    .isEqualTo("No container engine answers: the one at " + address
                            + " answered at first, and then: said nothing within 3 s");
        } finally {
            end.countDown();
            server.stop(0);
        }
    }

    @Test
    void autoTakesTheEmbeddedServerAndSaysWhy() throws Exception {
        try (ListeningSocket hung = new ListeningSocket()) {
            EngineProbe probe = new EngineProbe(Map.of("DOCKER_HOST", "tcp://" + hung.authority()), home);
            AutoProvider auto = new AutoProvider(probe, provider(probe), new EmbeddedProvider(TestServer.cache()));
            String why = "embedded, since no container engine answers: tcp://" + hung.authority()
                    + " says nothing within 2000 ms";

            assertThat(auto.offer(SandboxRequest.of("auto")).description())
                    .isEqualTo("embedded PostgreSQL 17.6 (" + why + ")");
            assertThat(hung.accepted()).isEqualTo(1);
            try (Sandbox sandbox = auto.create(SandboxRequest.of("auto"), progress, new Cancellation())) {
                assertThat(sandbox.description()).isEqualTo("embedded PostgreSQL 17.6");
                assertThat(sandbox.reason()).contains(why);
                assertThat(SandboxContract.one(sandbox.url(), "SELECT 1")).isEqualTo("1");
                assertThat(hung.accepted()).isZero();
            }
        }
    }

    /** Loading it takes most of a second, which nobody should wait for who has no engine. */
    @Test
    void testcontainersIsNotLoadedBeforeAnEngineAnswers() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Asking.class.getName(),
                        "unix://" + home.resolve("docker.sock")))
                .redirectErrorStream(true)
                .start();
        String loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(loaded)
                .contains(ContainerProvider.class.getName(), "PB609 was thrown")
                .doesNotContain("org.testcontainers.", "com.github.dockerjava.");
    }

    /** A process that finds no engine. */
    static final class Asking {

        private Asking() {}

        public static void main(String[] arguments) {
            EngineProbe probe = new EngineProbe(Map.of("DOCKER_HOST", arguments[0]), Path.of("/nowhere"));
            try {
                provider(probe).create(SandboxRequest.of("none"), new Recorded(), new Cancellation());
            } catch (ProblemException e) {
                System.out.println(e.first().code() + " was thrown");
            }
        }
    }

    private Problem problem(String address) {
        ContainerProvider provider = provider(new EngineProbe(Map.of("DOCKER_HOST", address), home));
        long start = System.nanoTime();
        Problem[] problem = new Problem[1];

        assertThatThrownBy(() -> provider.create(SandboxRequest.of("trouble"), progress, new Cancellation()))
                .isInstanceOfSatisfying(ProblemException.class, thrown -> problem[0] = thrown.first());

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SECONDS);
        assertThat(problem[0].code()).isEqualTo(ProblemCode.PB609);
        assertThat(problem[0].hint().orElseThrow()).contains("provider: embedded");
        return problem[0];
    }

    private static ContainerProvider provider(EngineProbe probe) {
        return new ContainerProvider(probe, Duration.ofSeconds(3), Duration.ofSeconds(3));
    }

    private static void awaitForever(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
