package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.secret.Secrets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellHistoryTest {

    @TempDir
    Path directory;

    private final Secrets secrets = new Secrets();
    private Path file;

    @BeforeEach
    void place() {
        file = directory.resolve("pgplaybook/history");
    }

    @Test
    void remembersWhatWasTypedForItsUserAlone() throws IOException {
        type("show", "runs");

        assertThat(Files.readString(file)).contains("show").contains("runs");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatOthersMayReadIsClosedToThem() throws IOException {
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        type("show");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "history --url postgresql://me:hunter22@localhost/app --migrations m",
                "history --url='postgresql://localhost/app?user=me&password=hunter22'",
                "deploy --answer ADMIN_PASSWORD=hunter22",
                "open the-value-of-a-secret-variable",
            })
    void aLineWithASecretIsNotRemembered(String line) throws IOException {
        secrets.add("the-value-of-a-secret-variable");

        type("show", line, "runs");

        assertThat(Files.readString(file))
                .contains("show", "runs")
                .doesNotContain("hunter22", "the-value-of-a-secret-variable");
    }

    private void type(String... lines) throws IOException {
        byte[] typed = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        try (Terminal terminal = TerminalBuilder.builder()
                .streams(new ByteArrayInputStream(typed), new ByteArrayOutputStream())
                .type("dumb")
                .system(false)
                .build()) {
            Completion nothing = new Completion(List::of, new CompletionValues(null, List::of, null));
            LineReader reader =
                    new ShellReader(nothing, secrets, Map.of("XDG_STATE_HOME", directory.toString())).on(terminal);
            for (int i = 0; i < lines.length; i++) {
                assertThat(reader.readLine("> ")).isEqualTo(lines[i]);
            }
            reader.getHistory().save();
        } catch (EndOfFileException e) {
            throw new AssertionError(e);
        }
    }
}
