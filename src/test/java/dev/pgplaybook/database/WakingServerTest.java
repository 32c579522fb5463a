package dev.pgplaybook.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class WakingServerTest {

    private static final String VERSION = "PostgreSQL 17.6 on x86_64-pc-linux-gnu";

    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final List<String> noted = new CopyOnWriteArrayList<>();

    @Test
    void waitsForAServerThatIsStartingUp() throws IOException {
        try (FalseServer server = FalseServer.startingUp(3, "17.6", VERSION);
                Session session = open(server, "", new Cancellation())) {
            assertThat(session.url().pooled()).isFalse();
        }
        assertThat(shown)
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(line -> line.matches(
                        "waiting for the server at 127.0.0.1:\\d+, which is starting up or shutting down, \\d+ s"));
    }

    @Test
    void givesUpOnAServerThatStartsForTooLong() throws IOException {
        try (FalseServer server = FalseServer.startingUp(1_000_000, "17.6", VERSION)) {
            ProblemException refusal = catchThrowableOfType(
                    ProblemException.class,
                    () -> open(server, "&connect_timeout=1", new Cancellation()).close());

            assertThat(refusal.first().code()).isEqualTo(ProblemCode.PB402);
            assertThat(refusal.first().message()).endsWith("is starting up or shutting down");
        }
    }

    @Test
    void showsThatItWaitsForAServerToWake() throws IOException {
        try (FalseServer server = FalseServer.waking(Duration.ofMillis(2_500), "17.6", VERSION);
                Session session = open(server, "", new Cancellation())) {
            assertThat(session.url().pooled()).isFalse();
        }
        assertThat(shown).anyMatch(line -> line.matches("waiting for the server at 127.0.0.1:\\d+, \\d+ s"));
        assertThat(noted).singleElement().asString().matches("waited \\d+ s for the server at 127.0.0.1:\\d+");
    }

    @Test
    void showsNothingWhereTheServerIsAwake() throws IOException {
        try (FalseServer server = FalseServer.saying("17.6", VERSION);
                Session session = open(server, "", new Cancellation())) {
            assertThat(session.url().pooled()).isFalse();
        }
        assertThat(shown).isEmpty();
        assertThat(noted).isEmpty();
    }

    @Test
    void stopsWaitingWhenAskedTo() throws IOException {
        Cancellation cancellation = new Cancellation();
        try (FalseServer server = FalseServer.silent()) {
            Progress impatient = new Progress() {
                @Override
                public void doing(String what) {
                    cancellation.request();
                }

                @Override
                public void note(String fact) {}
            };
            SessionOptions options =
                    SessionOptions.named("waking").stoppedBy(cancellation).watchedBy(impatient);

            ProblemException refusal = catchThrowableOfType(
                    ProblemException.class,
                    () -> Session.open(url(server, ""), options).close());

            assertThat(refusal.first().code()).isEqualTo(ProblemCode.PB413);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    private Session open(FalseServer server, String query, Cancellation cancellation) {
        Progress progress = new Progress() {
            @Override
            public void doing(String what) {
                shown.add(what);
            }

            @Override
            public void note(String fact) {
                noted.add(fact);
            }
        };
        return Session.open(
                url(server, query),
                SessionOptions.named("waking").stoppedBy(cancellation).watchedBy(progress));
    }

    private static DatabaseUrl url(FalseServer server, String query) {
        return DatabaseUrl.parse(
                "postgresql://someone:hush@127.0.0.1:" + server.port() + "/app?sslmode=disable" + query, Map.of());
    }
}
