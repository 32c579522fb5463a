package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Json;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputIT {

    private static final String GOOD = """
            version: 1
            playbook: book
            targets:
              server: { url: "URL" }
            steps:
              - id: a
                check: SELECT 1
                expect: 1
            """;

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "titel: x                 | 9:1  | PB102 | did you mean title?",
                "version: 1               | 9:1  | PB105 | keep one of the two",
                "limits: 3                | 9:9  | PB103 | ''",
                "x: [                     | 10:1 | PB101 | close it",
                "title: &a x              | 9:8  | PB110 | ''",
                "---                      | 9:1  | PB111 | a playbook is one document",
                "backup: { ask: '${GONE}', sql: 'SELECT ${GONE}' } | 9 | PB106 | ''",
            })
    void refusesABrokenPlaybookAtItsPlace(String added, String place, String code, String hint) throws IOException {
        Files.writeString(
                directory.resolve("book.yaml"), GOOD.replace("URL", "postgresql://me@127.0.0.1:1/x") + added + "\n");

        Ended ended = run("run", "book.yaml", "--yes");

        assertRefused(ended, code);
        assertThat(ended.err()).contains("book.yaml:" + place).contains(hint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"infer", "drift", "history", "deploy", "stage a", "trace a"})
    void namesTheMigrationsFolderThatIsHere(String command) throws IOException {
        String[] words = (command + " --url postgresql://me@127.0.0.1:1/x").split(" ");
        assertThat(run(words).err()).contains("needs --migrations DIR", "give it, or a playbook that names it");

        Files.createDirectories(directory.resolve("prisma/migrations"));
        Ended ended = run(words);

        assertRefused(ended, "PB518");
        assertThat(ended.err()).contains("add --migrations prisma/migrations, which is here");
    }

    @Test
    void refusesADuplicateStep() throws IOException {
        Files.writeString(
                directory.resolve("book.yaml"),
                GOOD.replace("URL", "postgresql://me@127.0.0.1:1/x")
                        + "  - id: a\n    check: SELECT 1\n    expect: 1\n");

        assertRefused(run("show", "book.yaml"), "PB105");
    }

    @Test
    void namesAMissingVariableOnceWithAllItsPlaces() throws IOException {
        Files.writeString(
                directory.resolve("book.yaml"), GOOD.replace("URL", "${GONE}").replace("SELECT 1", "SELECT ${GONE}"));

        Ended ended = run("run", "book.yaml", "--yes");

        assertRefused(ended, "PB109");
        assertThat(ended.err())
                .containsOnlyOnce("GONE has no value")
                .contains("book.yaml:4:")
                .contains("book.yaml:7:");
    }

    @Test
    void namesAMissingMigrationsFolder() throws IOException {
        Files.writeString(
                directory.resolve("book.yaml"),
                GOOD.replace("URL", db.url().withPassword())
                                .replace("check: SELECT 1", "deploy: all")
                                .replace("    expect: 1\n", "")
                        + "migrations: nowhere\n");

        Ended ended = run("run", "book.yaml", "--yes");

        assertRefused(ended, "PB201");
        assertThat(ended.err()).contains("book.yaml:8:1");
    }

    @Test
    void refusesFilesThatAreNoPlaybooks() throws IOException {
        try (RandomAccessFile big =
                new RandomAccessFile(directory.resolve("big.yaml").toFile(), "rw")) {
            big.setLength(50_000_000);
        }
        Files.write(directory.resolve("binary.yaml"), new byte[] {0, 1, (byte) 0xff, (byte) 0xfe});

        assertRefused(run("show", "big.yaml"), "PB112");
        assertRefused(run("show", "binary.yaml"), "PB113");
        assertRefused(run("show", "missing.yaml"), "PB114");
    }

    @Test
    void saysWhyThereIsNoDatabase() throws IOException {
        String here = db.url().withPassword();
        String password = db.url().password().orElseThrow();

        assertRefused(history("postgresql://me@127.0.0.1:1/x"), "PB402");
        assertRefused(history(here.replace(password, "wrong-password")), "PB403");
        assertRefused(history(here.replace("/" + db.url().database(), "/no_such_database")), "PB404");
        assertRefused(history("mysql://me@localhost/x"), "PB401");
    }

    @Test
    void saysWhenWhatAnswersIsNotPostgres() throws Exception {
        try (ServerSocket web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answerLikeAWebServer(web));
            server.setDaemon(true);
            server.start();

            assertRefused(history("postgresql://me@127.0.0.1:" + web.getLocalPort() + "/x"), "PB405");
        }
    }

    @Test
    void doesNotWaitForAServerThatNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertRefused(
                    history("postgresql://me@127.0.0.1:" + silent.getLocalPort() + "/x?connect_timeout=1"), "PB402");
        }
    }

    @Test
    void givesOneDocumentWithTheProblemsWhenAskedForJson() {
        Ended ended = run("show", "missing.yaml", "--json");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(Json.read(ended.out())).isInstanceOfSatisfying(Map.class, document -> {
            assertThat(((Number) document.get("exit")).intValue()).isEqualTo(2);
            assertThat(((Map<?, ?>) ((List<?>) document.get("problems")).get(0)).get("code"))
                    .isEqualTo("PB114");
        });
    }

    @ParameterizedTest
    @CsvSource({"rnu,PB516", "run --tagret x,PB517", "runs show,PB518", "run,PB519", "runs show none,PB505"})
    void refusesACommandLineThatItDoesNotUnderstand(String line, String code) {
        assertRefused(run(line.split(" ", -1)), code);
    }

    private Ended history(String url) throws IOException {
        Files.createDirectories(directory.resolve("migrations"));
        return run("history", "--url", url, "--migrations", "migrations");
    }

    private Ended run(String... arguments) {
        return LauncherProcess.run(directory, Map.of(), arguments);
    }

    private static void assertRefused(Ended ended, String code) {
        assertThat(ended.err()).contains(code).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(ended.out()).isEmpty();
        assertThat(ended.status()).isEqualTo(2);
    }

    private static void answerLikeAWebServer(ServerSocket web) {
        while (!web.isClosed()) {
            try (Socket socket = web.accept()) {
                socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                return;
            }
        }
    }
}
