package dev.pgplaybook.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.secret.Secrets;
import dev.pgplaybook.testing.Patience;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** Answers 503 twice before it is ready, and has a child of its own. */
    private static final String SERVER = """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;
            import java.util.concurrent.atomic.AtomicInteger;

            class Server {
                public static void main(String[] args) throws Exception {
                    long child = new ProcessBuilder("sleep", "300").start().pid();
                    AtomicInteger asked = new AtomicInteger();
                    int port = Integer.parseInt(System.getenv("PORT"));
                    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                    server.createContext("/health", exchange -> {
                        exchange.sendResponseHeaders(asked.incrementAndGet() > 2 ? 204 : 503, -1);
                        exchange.close();
                    });
                    server.start();
                    System.out.println("child " + child);
                }
            }
            """;

    private final Secrets secrets = new Secrets();
    private final Cancellation cancellation = new Cancellation();
    private final int port = FreePort.find();

    private final Path directory;

    ServiceTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void isReadyOnceItAnswersAndTakesItsChildrenAlong() throws Exception {
        Path source = Files.writeString(directory.resolve("Server.java"), SERVER);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Program program = new Program(
                List.of(java, source.toString()), Optional.of(directory), Map.of("PORT", Integer.toString(port)));

        Service service = start(program, LONG);
        Patience.until(
                "the log names the child", () -> service.lastLines(1, secrets).startsWith("child "));
        long child = Long.parseLong(service.lastLines(1, secrets).substring("child ".length()));

        assertThat(service.running()).isTrue();
        assertThat(ProcessHandle.of(child)).isPresent();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(service.log())))
                .isEqualTo("rw-------");

        service.close();
        service.close();

        assertThat(service.running()).isFalse();
        assertThat(ProcessHandle.of(child).filter(ProcessStatus::runs)).isEmpty();
    }

    @Test
    void saysHowItDiedWithTheMaskedEndOfItsLog() {
        secrets.add("s3cr3t-s3cr3t");

        Problem problem = problemOf("i=0; while [ $i -lt 30 ]; do i=$((i+1)); echo line $i.; done; "
                + "echo no route to s3cr3t-s3cr3t >&2; exit 3");

        assertThat(problem.code()).isEqualTo(ProblemCode.PB605);
        assertThat(problem.message()).isEqualTo("the service auth ended with status 3 before it was ready");
        assertThat(problem.hint().orElseThrow())
                .contains("line 30.\nno route to •••")
                .contains("line 12.")
                .doesNotContain("line 11.");
    }

    @Test
    void saysWhatWasLastAnsweredWhenItIsNeverReady() {
        assertThatThrownBy(() -> start(Program.of("sh", "-c", "echo waiting; sleep 300"), Duration.ofSeconds(1)))
                .isInstanceOfSatisfying(ProblemException.class, thrown -> {
                    Problem problem = thrown.first();
                    assertThat(problem.code()).isEqualTo(ProblemCode.PB606);
                    assertThat(problem.message())
                            .isEqualTo("the service auth was not ready at http://127.0.0.1:%d/health within 1 s", port);
                    assertThat(problem.hint().orElseThrow())
                            .startsWith("nothing answered there")
                            .endsWith("ends:\nwaiting");
                });
    }

    @Test
    void leavesNothingBehindWhenItsStartIsCancelled() {
        Path started = directory.resolve("started");
        new Thread(() -> {
                    Patience.until("the service runs", () -> Files.exists(started));
                    cancellation.request();
                })
                .start();

        Problem problem = problemOf("sleep 300 & echo $!; touch " + started + "; wait");

        assertThat(problem.message()).isEqualTo("the start of the service auth was cancelled");
        assertThat(directory.resolve("logs/auth.log"))
                .content()
                .satisfies(pid -> assertThat(
                                ProcessHandle.of(Long.parseLong(pid.strip())).filter(ProcessStatus::runs))
                        .isEmpty());
    }

    private Problem problemOf(String script) {
        try (Service service = start(Program.of("sh", "-c", script), LONG)) {
            throw new AssertionError(service.name() + " started");
        } catch (ProblemException e) {
            return e.first();
        }
    }

    private Service start(Program program, Duration limit) {
        URI ready = URI.create("http://127.0.0.1:" + port + "/health");
        ServiceRequest request = new ServiceRequest("auth", program, ready, limit, directory.resolve("logs"));
        return Service.start(request, secrets, Progress.silent(), cancellation);
    }
}
