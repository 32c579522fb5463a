package dev.pgplaybook.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.testing.DatabaseExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConnectorTest {

    private static final String PASSWORD = "s3cret-w0rd";

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @Test
    void saysThatThePortIsClosed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        Problem problem = refused(port, "");

        assertThat(problem.code()).isEqualTo(ProblemCode.PB402);
        assertThat(problem.message())
                .isEqualTo("The server at 127.0.0.1:" + port + " cannot be reached: the connection was refused");
    }

    @Test
    void saysHowLongItWaitedForAnAnswer() throws IOException {
        try (FalseServer server = FalseServer.silent()) {
            Problem problem = refused(server.port(), "?connect_timeout=1");

            assertThat(problem.code()).isEqualTo(ProblemCode.PB402);
            assertThat(problem.message())
                    .isEqualTo("The server at 127.0.0.1:" + server.port() + " did not answer within 1 s");
        }
    }

    @Test
    void saysThatTheHostIsUnknown() {
        Problem problem = refused("postgresql://someone:" + PASSWORD + "@nowhere.invalid/app");

        assertThat(problem.code()).isEqualTo(ProblemCode.PB402);
        assertThat(problem.message())
                .isEqualTo("The server at nowhere.invalid:5432 cannot be found: the host's name is unknown");
    }

    @Test
    void saysThatThePasswordIsWrong() {
        Problem problem = refused(login(":" + PASSWORD));

        assertThat(problem.code()).isEqualTo(ProblemCode.PB403);
        assertThat(problem.message()).contains("refused the role " + db.url().user());
    }

    @Test
    void saysThatThePasswordIsMissing() {
        Problem problem = refused(login(""));

        assertThat(problem.code()).isEqualTo(ProblemCode.PB403);
        assertThat(problem.message()).contains("asks the role").endsWith("and there is none");
    }

    @Test
    void saysThatThereIsNoSuchDatabase() {
        Problem problem = refused(db.url().withDatabase("Missing"));

        assertThat(problem.code()).isEqualTo(ProblemCode.PB404);
        assertThat(problem.message()).endsWith("has no database Missing");
    }

    @Test
    void saysThatAWebServerIsNotPostgres() throws IOException {
        try (FalseServer server = FalseServer.http()) {
            assertThat(refused(server.port(), "").code()).isEqualTo(ProblemCode.PB405);
            assertThat(refused(server.port(), "?sslmode=disable").code()).isEqualTo(ProblemCode.PB405);
        }
    }

    @Test
    void saysThatTheServerHungUp() throws IOException {
        try (FalseServer server = FalseServer.closingAtOnce()) {
            Problem problem = refused(server.port(), "?sslmode=disable");

            assertThat(problem.code()).isEqualTo(ProblemCode.PB402);
            assertThat(problem.message()).contains("closed the connection");
        }
    }

    @Test
    void saysThatTheServerSpeaksTheProtocolAndIsNotPostgres() throws IOException {
        try (FalseServer cockroach = FalseServer.saying("13.0.0", "CockroachDB CCL v24.1.0");
                FalseServer yugabyte = FalseServer.saying("11.2", "PostgreSQL 11.2-YB-2.21.0.0-b0")) {
            assertThat(refused(cockroach.port(), "?sslmode=disable").code()).isEqualTo(ProblemCode.PB405);
            assertThat(refused(yugabyte.port(), "?sslmode=disable").code()).isEqualTo(ProblemCode.PB405);
        }
    }

    @Test
    void saysThatTheServerIsTooOld() throws IOException {
        try (FalseServer server = FalseServer.saying("12.22", "PostgreSQL 12.22 on x86_64-pc-linux-gnu")) {
            Problem problem = refused(server.port(), "?sslmode=disable");

            assertThat(problem.code()).isEqualTo(ProblemCode.PB407);
            assertThat(problem.message()).endsWith("is PostgreSQL 12");
        }
    }

    @Test
    void saysThatTheServerDoesNotEncrypt() {
        DatabaseUrl url = db.url();
        String required = "postgresql://" + url.user() + ":" + url.password().orElse("x") + "@" + url.host() + ":"
                + url.port() + "/" + url.database() + "?sslmode=require";

        assertThat(refused(required).code()).isEqualTo(ProblemCode.PB409);
    }

    private String login(String password) {
        DatabaseUrl url = db.url();
        return "postgresql://" + url.user() + password + "@" + url.host() + ":" + url.port() + "/" + url.database()
                + "?sslmode=disable";
    }

    private static Problem refused(int port, String query) {
        return refused("postgresql://someone:" + PASSWORD + "@127.0.0.1:" + port + "/app" + query);
    }

    private static Problem refused(String url) {
        return refused(DatabaseUrl.parse(url, Map.of("PGPASSFILE", "/nowhere")));
    }

    /** Every refusal has a hint, keeps its cause, and shows no password. */
    private static Problem refused(DatabaseUrl url) {
        ProblemException refusal = catchThrowableOfType(
                ProblemException.class,
                () -> Session.open(url, SessionOptions.named("refused")).close());

        Problem problem = refusal.first();
        assertThat(problem.toString())
                .doesNotContain(PASSWORD, "Exception")
                .doesNotContain(url.password().orElse(PASSWORD));
        assertThat(problem.hint()).isPresent();
        return problem;
    }
}
