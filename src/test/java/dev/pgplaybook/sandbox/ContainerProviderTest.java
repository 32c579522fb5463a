package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.testing.ListeningSocket;
import dev.pgplaybook.testing.Patience;
import dev.pgplaybook.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class ContainerProviderTest {

    private final String label = "trouble-" + UUID.randomUUID().toString().substring(0, 8);
    private final Recorded progress = new Recorded();
    private String engine = "";

    @BeforeEach
    void needsAnEngine() {
        engine = ContainerEngine.require();
    }

    @Test
    void showsThePullAndTheEndOfAnImageThatDies() throws Exception {
        try (SmallRegistry registry = new SmallRegistry()) {
            String image = registry.image();
            try {
                Problem problem = problem(image);

                assertThat(progress.doing).anyMatch(doing -> doing.matches("pulling " + image + ": [0-2] of 3 MB"));
                assertThat(problem.code()).isEqualTo(ProblemCode.PB611);
                assertThat(problem.message()).startsWith("The container of " + image + " did not become a server: ");
                assertThat(problem.hint().orElseThrow()).contains("provider: embedded");
                assertThat(ContainerEngine.namesWith(label)).isEmpty();
            } finally {
                ContainerEngine.removeImage(image);
            }
        }
    }

    @Test
    void saysThatThereIsNoSuchImage() {
        Problem problem = problem("127.0.0.1:1/none:1");

        assertThat(problem.code()).isEqualTo(ProblemCode.PB610);
        assertThat(problem.message())
                .startsWith("The image 127.0.0.1:1/none:1 is not here and cannot be pulled: ")
                .contains("refused");
        assertThat(problem(":no name").message()).endsWith("that is no image's name");
    }

    @Test
    void givesUpOnARegistryThatSaysNothing() {
        try (ListeningSocket hung = new ListeningSocket()) {
            String image = hung.authority() + "/none:1";
            Problem problem = problem(image);

            assertThat(problem.code()).isEqualTo(ProblemCode.PB610);
            assertThat(problem.message())
                    .isEqualTo("The image " + image + " is not here and cannot be pulled: nothing new came for 3 s");
        }
    }

    @Test
    void givesUpOnAPullThatTakesTooLong() throws Exception {
        try (SmallRegistry registry = new SmallRegistry()) {
            SandboxRequest bounded = new SandboxRequest(
                    label,
                    Optional.empty(),
                    Optional.of(registry.image()),
                    Optional.of(Duration.ofMillis(500)),
                    Optional.empty(),
                    Optional.empty(),
                    false);

            assertThat(problem(bounded).message()).endsWith("it was not done within 0 s");
        }
    }

    @Test
    void autoTakesTheContainerAndSaysWhy() {
        try (Sandbox sandbox = auto().create(SandboxRequest.of(label).ofMajor(15), progress, new Cancellation())) {
            assertThat(sandbox.description()).endsWith(" in a container of postgres:15");
            assertThat(sandbox.reason()).contains("container, since an engine answers at " + engine);
        }
        assertThat(auto().offer(SandboxRequest.of(label).ofMajor(15)))
                .isEqualTo(new Offer(
                        "a container of postgres:15 (container, since an engine answers at " + engine + ")",
                        Optional.of(15)));
    }

    @Test
    void autoTakesTheEmbeddedServerWhereTheImageIsNotToBeHad() {
        SandboxRequest request = SandboxRequest.of(label).fromImage("127.0.0.1:1/none:1");

        try (Sandbox sandbox = auto().create(request, progress, new Cancellation())) {
            assertThat(sandbox.description()).isEqualTo("embedded PostgreSQL 17.6");
            assertThat(sandbox.reason().orElseThrow())
                    .startsWith("embedded, since the container engine at " + engine
                            + " was of no use: The image 127.0.0.1:1/none:1 is not here and cannot be pulled: ");
        }
    }

    @Test
    void removesAnotherMachinesContainerOnceItIsOldAndNobodyIsConnected() throws Exception {
        TestcontainersEngine connected = TestcontainersEngine.connect(engine, false);
        Bounded calls = new Bounded(Duration.ofSeconds(20));
        String name = "pgplaybook-" + label;
        try (Sandbox sandbox = ContainerEngine.provider()
                .create(SandboxRequest.of(label + "-ours").ofMajor(15), progress, new Cancellation())) {
            connected.create(
                    name,
                    "postgres:15",
                    Map.of("POSTGRES_HOST_AUTH_METHOD", "trust"),
                    List.of("postgres"),
                    Map.of("dev.pgplaybook.sandbox", label + ", process 1 of elsewhere since 1"));
            connected.start(name);
            DatabaseUrl url = DatabaseUrl.of(
                    connected.host(), connected.port(name).orElseThrow(), "postgres", "postgres", "none-needed");
            Patience.until("it accepts connections", () -> accepts(url));

            try (Connection client = EmbeddedServer.connect(url)) {
                assertThat(client.isValid(5)).isTrue();
                ContainerOrphans.remove(connected, calls, -1, progress, new Cancellation());
                assertThat(ContainerEngine.namesWith(label)).contains(name);
            }
            ContainerOrphans.remove(connected, calls, progress, new Cancellation());
            assertThat(ContainerEngine.namesWith(label)).contains(name);

            Patience.until("it is gone once it is old and deserted", () -> {
                try {
                    ContainerOrphans.remove(connected, calls, -1, progress, new Cancellation());
                } catch (Bounded.Overdue e) {
                    return false;
                }
                return !ContainerEngine.namesWith(label).contains(name);
            });
            assertThat(SandboxContract.one(sandbox.url(), "SELECT 1")).isEqualTo("1");
        } finally {
            connected.remove(name);
        }
    }

    private static boolean accepts(DatabaseUrl url) {
        try (Connection client = EmbeddedServer.connect(url)) {
            return client.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private static AutoProvider auto() {
        EngineProbe probe = new EngineProbe(System.getenv(), Path.of(System.getProperty("user.home")));
        return new AutoProvider(probe, ContainerEngine.provider(), new EmbeddedProvider(TestServer.cache()));
    }

    private Problem problem(String image) {
        return problem(SandboxRequest.of(label).fromImage(image));
    }

    private Problem problem(SandboxRequest request) {
        long start = System.nanoTime();
        Problem[] problem = new Problem[1];
        assertThatThrownBy(() -> ContainerEngine.provider().create(request, progress, new Cancellation()))
                .isInstanceOfSatisfying(ProblemException.class, thrown -> problem[0] = thrown.first());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        return problem[0];
    }
}
