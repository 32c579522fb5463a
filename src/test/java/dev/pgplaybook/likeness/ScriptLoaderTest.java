package dev.pgplaybook.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.HeardProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ScriptLoaderTest {

    private static final int MEGABYTE = 1 << 20;

    @RegisterExtension
    DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    private final HeardProgress progress = new HeardProgress();

    @Test
    void loadsADumpAsPgDumpWritesIt() throws IOException {
        load("""
                \uFEFF\\restrict abc
                SET statement_timeout = 0;
                SELECT pg_catalog.set_config('search_path', '', false);
                \\connect %s
                CREATE TABLE public."Größe" (id integer NOT NULL, "Name" text);
                COPY public."Größe" (id, "Name") FROM stdin;
                1\tä\\tb
                2\t\\N
                3\t\\\\.
                \\.
                \\unrestrict abc
                """.formatted(db.url().database()));

        assertThat(db.rows("SELECT * FROM \"Größe\" ORDER BY id").toString())
                .isEqualTo("[[1, ä\tb], [2, null], [3, \\.]]");
    }

    @Test
    void leavesNoSettingsOfTheScriptBehind() throws IOException {
        try (Session session = session()) {
            loader(session).load(script("SELECT set_config('search_path', '', false);"));

            assertThat(session.one("SHOW search_path").text(0)).contains("public");
        }
    }

    @Test
    void namesThePlaceOfAStatementThatFailsBehindRows() throws IOException {
        Problem problem = problem("CREATE TABLE t (a int);\nCOPY t FROM stdin;\n1\n2\n\\.\nSELECT\n  ä FROM t;\n");

        assertThat(problem.code()).isEqualTo(ProblemCode.PB604);
        assertThat(problem.at().orElseThrow()).hasToString(directory.resolve("dump.sql") + ":7:3");
    }

    @Test
    void namesThePlaceOfRowsThatAreNotEnded() throws IOException {
        Problem problem = problem("CREATE TABLE t (a int);\nCOPY t FROM stdin;\n1\n2\n");

        assertThat(problem.code()).isEqualTo(ProblemCode.PB303);
        assertThat(problem.at().orElseThrow()).hasToString(directory.resolve("dump.sql") + ":2:1");
        assertThat(db.query("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void doesWithoutExtensionsThatTheSandboxLacksAndSaysSoOnce() throws IOException {
        Extensions extensions = load("""
                CREATE EXTENSION IF NOT EXISTS "no-such" WITH SCHEMA public;
                COMMENT ON EXTENSION "no-such" IS 'x';
                BEGIN;
                CREATE EXTENSION nor_this;
                CREATE TABLE t (a int);
                COMMIT;
                COMMENT ON TABLE t IS 'EXTENSION';
                """);

        assertThat(extensions.missing()).containsExactly("no-such", "nor_this");
        assertThat(progress.notes())
                .containsExactly("the sandbox lacks the extension no-such", "the sandbox lacks the extension nor_this");
        assertThat(db.query("SELECT obj_description('t'::regclass)")).isEqualTo("EXTENSION");
    }

    @Test
    void namesTheMissingExtensionBehindAnObjectThatFails() throws IOException {
        Problem problem = problem("""
                CREATE EXTENSION other;
                CREATE EXTENSION vector;
                CREATE TABLE t (a vector(3));
                """);

        assertThat(problem.message()).contains("type \"vector\" does not exist");
        assertThat(problem.hint().orElseThrow()).startsWith("the sandbox lacks the extension vector, which likely");
        assertThat(problem.at().orElseThrow()).hasToString(directory.resolve("dump.sql") + ":3:19");
    }

    @Test
    void refusesDumpsThatAreNoSqlAndSaysHowToConvertThem() throws IOException {
        assertThat(problem("PGDMP\u0001\u000E").hint().orElseThrow())
                .contains("pg_restore")
                .contains("dump.sql");
        assertThat(problem("\u001F\u008B").message()).endsWith("is compressed");
        assertThat(problem("toc.dat" + "\0".repeat(250) + "ustar").message()).endsWith("is a tar archive");
    }

    @Test
    void saysHowMuchOfTheFileIsLoaded() throws IOException {
        load("CREATE TABLE t (a text);\nCOPY t FROM stdin;\n"
                + "x".repeat(99_999).concat("\n").repeat(30) + "\\.\n");

        assertThat(progress.doings())
                .startsWith("loading dump.sql, 0 of 3 MB")
                .contains("loading dump.sql, 1 of 3 MB", "loading dump.sql, 2 of 3 MB")
                .doesNotHaveDuplicates();
    }

    /** A machine that held the file, or a quarter of it, would not get through. */
    @Test
    void loadsAFileOfManyTimesTheMemory() throws Exception {
        Path file = directory.resolve("large.sql");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(
                    "CREATE UNLOGGED TABLE t (a int, b text);\nCOPY t FROM stdin;\n".getBytes(StandardCharsets.UTF_8));
            byte[] rows =
                    "7\t".concat("ü".repeat(511)).concat("\n").repeat(1024).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 160; i++) {
                out.write(rows);
            }
            out.write("\\.\nSELECT count(*) FROM t;\n".getBytes(StandardCharsets.UTF_8));
        }

        Process loading = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadingProcess.class.getName(),
                        db.url().withPassword(),
                        file.toString())
                .inheritIO()
                .start();

        assertThat(loading.waitFor()).isZero();
        assertThat(Files.size(file)).isGreaterThan(160 * MEGABYTE);
        assertThat(db.query("SELECT count(*) FROM t")).isEqualTo("163840");
    }

    private Extensions load(String text) throws IOException {
        Extensions extensions = new Extensions(progress);
        try (Session session = session()) {
            new ScriptLoader(session, progress, extensions).load(script(text));
        }
        return extensions;
    }

    private Problem problem(String text) throws IOException {
        Path file = directory.resolve("dump.sql");
        Files.write(
                file, text.getBytes(text.startsWith("\u001F") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
        try (Session session = session()) {
            return catchThrowableOfType(
                            ProblemException.class, () -> loader(session).load(file))
                    .first();
        }
    }

    private ScriptLoader loader(Session session) {
        return new ScriptLoader(session, progress, new Extensions(progress));
    }

    private Session session() {
        return Session.open(db.url(), SessionOptions.named("test"));
    }

    private Path script(String text) throws IOException {
        return Files.writeString(directory.resolve("dump.sql"), text);
    }
}
