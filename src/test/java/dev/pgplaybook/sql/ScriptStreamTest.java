package dev.pgplaybook.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file read in windows of any size gives what it gives as a whole. */
class ScriptStreamTest {

    private static final int SMALLEST = 4;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {SMALLEST, 5, 7, 16, 61, 1 << 16})
    void findsWhatTheWholeScriptHolds(int window) throws IOException {
        List<String> between = List.of(
                "\n", ";\n", "-- it's ü; \"\n", "/* $$ ; /* ' */ ( */", "COPY a FROM stdin;\n1\tü\n\\.x\n\\\\.\n\\.\n");
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        for (String statement : Sql.corpusWithoutRows()) {
            String ended = statement.strip().endsWith(";") ? statement : statement + ";";
            text.append(ended).append(between.get(random.nextInt(between.size())));
        }

        assertThat(streamed(text.toString(), window))
                .isEqualTo(whole(text.toString()))
                .hasSizeGreaterThan(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT 1",
                "SELECT 'a'\n-- b\n'c'; SELECT 2",
                "COPY a FROM stdin;\n",
                "COPY a FROM stdin;\n\\.",
                "COPY a FROM stdin; -- rows\n1\n\\.\r\nSELECT 1",
                "COPY a FROM stdin; SELECT 1;",
                "COPY a FROM stdin",
                "\\restrict x\nSELECT 1;\n\\unrestrict x\n"
            })
    void findsTheSameAtTheEdges(String text) throws IOException {
        for (int window = SMALLEST; window < 40; window++) {
            assertThat(streamed(text, window)).isEqualTo(whole(text));
        }
    }

    @Test
    void passesOverAByteOrderMarkAndAConnectionToTheDatabaseItself() throws IOException {
        assertThat(streamed("\uFEFF\\connect box\nSELECT 1;\n\\c \"box\"\n", 16))
                .containsExactly("SELECT 1 at 2:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'ü;\nSELECT 1",
                "SELECT (1;",
                "\n SELECT $a$ ; $b$",
                "SELECT 1; /* open",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1;",
                "SELECT 1;\n COPY a FROM stdin;\n1\n2\n",
                "SELECT 1;\n  \\connect other\n",
                "SELECT 1 \\gexec\n"
            })
    void refusesWhatTheWholeScriptIsRefusedFor(String text) {
        String expected = problem(() -> whole(text));

        for (int window = SMALLEST; window < 40; window++) {
            int size = window;
            assertThat(problem(() -> streamed(text, size))).isEqualTo(expected);
        }
    }

    @Test
    void passesOverRowsThatNobodyReads() throws IOException {
        Path file = Files.writeString(
                directory.resolve("a.sql"), "COPY a FROM stdin;\n" + "1\n".repeat(99) + "\\.\nSELECT 1;");
        try (ScriptStream script = ScriptStream.open(file, "box", 16)) {
            assertThat(script.next().orElseThrow().rows()).isPresent();
            assertThat(script.next().orElseThrow().statement().location()).hasToString(file + ":102:1");
            assertThat(script.next()).isEmpty();
            assertThat(script.position()).isEqualTo(script.size());
        }
    }

    @Test
    void refusesAStatementThatWouldFillTheMemory() throws IOException {
        Path file = Files.writeString(directory.resolve("a.sql"), "SELECT 1;\nSELECT '" + "x".repeat(1 << 25) + "';");
        try (ScriptStream script = ScriptStream.open(file, "box")) {
            script.next();

            Problem problem =
                    catchThrowableOfType(ProblemException.class, script::next).first();
            assertThat(problem.code()).isEqualTo(ProblemCode.PB604);
            assertThat(problem.at()).hasToString("Optional[" + file + ":2:1]");
        }
    }

    @Test
    void namesThePlaceOfWhatIsNotUtf8() throws IOException {
        Path file = directory.resolve("a.sql");
        Files.write(file, "SELECT 1;\n SELECT 'ü';".getBytes(StandardCharsets.ISO_8859_1));
        try (ScriptStream script = ScriptStream.open(file, "box")) {
            script.next();

            assertThat(catchThrowableOfType(ProblemException.class, script::next)
                            .first()
                            .at())
                    .hasToString("Optional[" + file + ":2:2]");
        }
    }

    private List<String> streamed(String text, int window) throws IOException {
        List<String> found = new ArrayList<>();
        Path file = Files.writeString(directory.resolve("a.sql"), text);
        try (ScriptStream script = ScriptStream.open(file, "box", window)) {
            for (Optional<ScriptStream.Part> part = script.next(); part.isPresent(); part = script.next()) {
                Statement statement = part.get().statement();
                found.add(shown(statement, statement.text()));
                Optional<InputStream> rows = part.get().rows();
                if (rows.isPresent()) {
                    found.add(new String(rows.get().readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return found;
    }

    private List<String> whole(String text) {
        List<String> found = new ArrayList<>();
        for (Statement statement :
                Script.split(Source.of(directory.resolve("a.sql"), text)).statements()) {
            found.add(shown(statement, statement.text()));
            statement.copyData().ifPresent(rows -> found.add(text.substring(rows.start(), rows.end())));
        }
        return found;
    }

    private static String shown(Statement statement, String text) {
        return text + " at " + statement.location().line() + ":"
                + statement.location().column();
    }

    private static String problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        return catchThrowableOfType(ProblemException.class, reading).first().toString();
    }
}
