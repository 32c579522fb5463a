package dev.pgplaybook.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileTest {

    private final Path file;

    EnvFileTest(@TempDir Path folder) {
        this.file = folder.resolve(".env");
    }

    @Test
    void readsKeysAndValues() throws IOException {
        Map<String, String> values = read("""
                # the database
                DATABASE_URL=postgres://u:p#w@h/db?a=b  # production
                export ADMIN_EMAIL=admin@example.com
                EMPTY=
                BLANK= # nothing
                HASH=#secret

                  INDENTED=yes\r
                LATER=1
                LATER=2""");

        assertThat(values)
                .containsEntry("DATABASE_URL", "postgres://u:p#w@h/db?a=b")
                .containsEntry("ADMIN_EMAIL", "admin@example.com")
                .containsEntry("EMPTY", "")
                .containsEntry("BLANK", "")
                .containsEntry("HASH", "#secret")
                .containsEntry("INDENTED", "yes")
                .containsEntry("LATER", "2")
                .hasSize(7);
    }

    @Test
    void keepsWhatQuotesHold() throws IOException {
        Map<String, String> values =
                read("A='a # \\n ${B}'\nB=\"a\\n\\\"b\\\" \\w ${A}\" # said\nC=\"two\nlines\"\nD= \"blank before\"\n");

        assertThat(values)
                .containsEntry("A", "a # \\n ${B}")
                .containsEntry("B", "a\n\"b\" \\w ${A}")
                .containsEntry("C", "two\nlines")
                .containsEntry("D", "blank before");
    }

    @Test
    void reportsAllThatIsNotUnderstood() throws IOException {
        Files.writeString(file, "A=1\n  what is this\n1A=x\nB=\"x\" y\nC = 1\nD='open\n");

        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> EnvFile.read(file));

        assertThat(refused.problems()).extracting(Problem::code).containsOnly(ProblemCode.PB118);
        assertThat(refused.problems())
                .extracting(problem -> problem.at()
                                .orElseThrow()
                                .toString()
                                .substring(file.toString().length()) + " " + problem.message())
                .containsExactly(
                        ":2:3 this is not KEY=VALUE",
                        ":3:1 this is not KEY=VALUE",
                        ":4:6 something follows the quoted value of B",
                        ":5:1 this is not KEY=VALUE",
                        ":6:3 the quoted value of D does not end");
    }

    private Map<String, String> read(String text) throws IOException {
        Files.writeString(file, text);
        return EnvFile.read(file);
    }
}
