package dev.pgplaybook.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {

    private final Path folder;

    TextFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void refusesALargeFileWithoutReadingIt() throws IOException {
        Path large = folder.resolve("large.yaml");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(50_000_000);
        }

        Problem problem = problemOf(large);

        assertThat(problem.code()).isEqualTo(ProblemCode.PB112);
        assertThat(problem.message()).isEqualTo(large + " is larger than 1 MB");
    }

    @Test
    void refusesWhatIsNotUtf8AtTheByte() throws IOException {
        Problem problem = problemOf(file("version: 1\ntitle: Käse\n".getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(problem.code()).isEqualTo(ProblemCode.PB113);
        assertThat(problem.message()).isEqualTo("the byte 0xe4 is not UTF-8");
        assertThat(problem.at().orElseThrow()).hasToString(folder.resolve("playbook.yaml") + ":2:9");
    }

    @Test
    void refusesACutCharacterAtTheEnd() throws IOException {
        Problem problem = problemOf(file(new byte[] {'a', ':', ' ', (byte) 0xc3}));

        assertThat(problem.code()).isEqualTo(ProblemCode.PB113);
        assertThat(problem.at().orElseThrow().column()).isEqualTo(4);
    }

    @Test
    void refusesABinaryFile() throws IOException {
        Problem problem = problemOf(file(new byte[] {'v', '\n', 'E', 'L', 'F', 0, 1}));

        assertThat(problem.code()).isEqualTo(ProblemCode.PB113);
        assertThat(problem.message()).isEqualTo("the character U+0000 has no place in a text");
        assertThat(problem.at().orElseThrow()).hasToString(folder.resolve("playbook.yaml") + ":2:4");
    }

    @Test
    void saysWhyAFileCannotBeRead() {
        Path nowhere = folder.resolve("nowhere.yaml");

        assertThat(problemOf(nowhere).code()).isEqualTo(ProblemCode.PB114);
        assertThat(problemOf(nowhere).message()).isEqualTo(nowhere + " does not exist");
        assertThat(problemOf(folder).message()).isEqualTo(folder + " is a directory");
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("playbook.yaml"), content);
    }

    private static Problem problemOf(Path file) {
        return catchThrowableOfType(ProblemException.class, () -> PlaybookReader.read(file))
                .first();
    }
}
