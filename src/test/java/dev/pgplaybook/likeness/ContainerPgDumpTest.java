package dev.pgplaybook.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.ExportedSnapshot;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.sandbox.ContainerProvider;
import dev.pgplaybook.sandbox.Inside;
import dev.pgplaybook.sandbox.Sandbox;
import dev.pgplaybook.sandbox.SandboxRequest;
import dev.pgplaybook.secret.Secrets;
import dev.pgplaybook.testing.HostServer;
import dev.pgplaybook.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container's own pg_dump reads a server of this machine that listens on 127.0.0.1 alone, and wants a password. */
@Tag("docker")
class ContainerPgDumpTest {

    private static final String PASSWORD = "schönes 'Wetter' $HOME";

    @TempDir
    Path directory;

    private HostServer target;
    private DatabaseUrl url;
    private Sandbox sandbox;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(System.getenv("DOCKER_HOST") != null, "needs a container engine");
        target = HostServer.start(Files.createDirectory(directory.resolve("server")));
        try (Session session = Session.open(target.url(), SessionOptions.named("test"))) {
            session.script("CREATE TABLE users (id int PRIMARY KEY, email text UNIQUE);"
                    + "CREATE TABLE _prisma_migrations (id text); INSERT INTO _prisma_migrations VALUES ('one')");
        }
        url = target.requiring(PASSWORD);
        sandbox = sandbox(15);
    }

    @AfterEach
    void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
        if (target != null) {
            target.close();
        }
    }

    @Test
    void dumpsAsThisMachinesDoes() throws IOException {
        PgDump inside = inside(sandbox).orElseThrow();
        PgDump here = new HostPgDump(target.program("pg_dump"), 15);
        assertThat(inside.major()).isEqualTo(15);

        assertThat(contents(inside, "inside")).isEqualTo(contents(here, "here"));
        assertThat(contents(inside, "again").get(0)).contains("CREATE TABLE public.users");
        assertThat(contents(inside, "more").get(1)).contains("one");
    }

    @Test
    void seesTheMomentOfTheSnapshot() throws IOException {
        PgDump inside = inside(sandbox).orElseThrow();
        try (Session reader = Session.open(url, SessionOptions.named("test"));
                Session writer = Session.open(url, SessionOptions.named("test"))) {
            Optional<ExportedSnapshot> snapshot = ExportedSnapshot.of(reader);
            writer.script("INSERT INTO _prisma_migrations VALUES ('later')");

            Path to = Files.createDirectory(directory.resolve("moment"));
            SchemaDump.Parts parts = dump(inside).into(to, url, snapshot, true);

            assertThat(Files.readString(parts.tables().get(1))).contains("one").doesNotContain("later");
        }
    }

    /** It waits for a lock while we look. */
    @Test
    void showsItsPasswordToNobodyAndWaitsForNoLockForLong() throws Exception {
        PgDump inside = inside(sandbox).orElseThrow();
        try (Session locking = Session.open(url, SessionOptions.named("test"));
                Session looking = Session.open(url, SessionOptions.named("test"))) {
            locking.together("BEGIN; LOCK TABLE users");
            Path to = Files.createDirectory(directory.resolve("locked"));
            CompletableFuture<ProblemException> dumping = CompletableFuture.supplyAsync(() -> catchThrowableOfType(
                    ProblemException.class, () -> dump(inside).into(to, url, Optional.empty(), false)));
            Patience.until(
                    "pg_dump waits",
                    () -> looking.one(
                                            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pgplaybook/likeness' AND wait_event_type = 'Lock'")
                                    .number(0)
                            == 1);

            List<String> commands = ProcessHandle.allProcesses()
                    .flatMap(process -> process.info().commandLine().stream())
                    .toList();
            assertThat(commands).anyMatch(command -> command.contains("--lock-wait-timeout=5s"));
            assertThat(commands).noneMatch(command -> command.contains("Wetter"));
            assertThat(dumping.get().first().message())
                    .contains("LOCK TABLE public.users")
                    .doesNotContain("Wetter");
        }
    }

    @Test
    void isNotThereWhereTheImageHasNone() {
        try (Sandbox without = sandbox(17)) {
            assertThat(inside(without)).isEmpty();
        }
    }

    @Test
    void doesNotCopyAKeyIntoTheContainer() {
        DatabaseUrl keyed = DatabaseUrl.parse(url.withPassword() + "?sslcert=/home/me/client.crt", Map.of());
        PgDump inside = inside(sandbox).orElseThrow();

        assertThat(catchThrowableOfType(ProblemException.class, () -> inside.reading(keyed))
                        .first()
                        .message())
                .startsWith("The container's pg_dump cannot reach ")
                .endsWith(": its sslcert is a file of this machine");
    }

    private List<String> contents(PgDump pgDump, String name) throws IOException {
        Path to = Files.createDirectory(directory.resolve(name));
        SchemaDump.Parts parts = dump(pgDump).into(to, url, Optional.empty(), true);
        return List.of(
                comparable(parts.tables().get(0)), comparable(parts.tables().get(1)), comparable(parts.rest()));
    }

    /** Without the made-up word that keeps psql's commands out, and the packager's version. */
    private static String comparable(Path dump) throws IOException {
        return Files.readString(dump).replaceAll("(?m)^(\\\\(un)?restrict|-- Dumped).*$", "");
    }

    private static SchemaDump dump(PgDump pgDump) {
        return new SchemaDump(pgDump, new Secrets(), new Cancellation());
    }

    private static Optional<PgDump> inside(Sandbox sandbox) {
        return sandbox.inside().flatMap((Inside inside) -> SandboxPgDump.find(inside));
    }

    private static Sandbox sandbox(int major) {
        return new ContainerProvider(System.getenv(), Path.of(System.getProperty("user.home")))
                .create(SandboxRequest.of("pg-dump").ofMajor(major), Progress.silent(), new Cancellation());
    }
}
