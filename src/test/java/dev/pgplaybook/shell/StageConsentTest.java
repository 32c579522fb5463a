package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person is asked for the values, and then whether the stages are to be written. */
class StageConsentTest {

    @TempDir
    Path directory;

    private final Deque<String> typed = new ArrayDeque<>();

    @SuppressWarnings("NullAway.Init")
    private TestShell shell;

    @BeforeEach
    void write() throws IOException {
        shell = TestShell.attended(
                directory,
                console -> new TerminalOperator(console, question -> typed.remove()),
                parts -> new StageCommand(parts.desk(), parts.console(), parts.workshop()).all());
        migration("1_base", "CREATE TABLE trades (id int PRIMARY KEY);\n");
        migration("2_side", "ALTER TABLE trades ADD COLUMN side text NOT NULL, ADD COLUMN at timestamptz NOT NULL;\n");
    }

    @Test
    void writesNothingWhenAPersonSaysNo() {
        assertThat(stage("", "'UP'", "now", "perhaps", "no")).isEqualTo(3);

        assertThat(directory.resolve("staged")).doesNotExist();
        assertThat(shell.screen())
                .contains("+++ b/2_side/migration.sql")
                .contains("-ALTER TABLE trades ADD COLUMN side text NOT NULL")
                .contains("ALTER COLUMN at SET DEFAULT CURRENT_TIMESTAMP")
                .contains("Write 5 migrations to " + directory.resolve("staged"))
                .contains("nothing is written");
    }

    @Test
    void writesWhenAPersonSaysSo() {
        assertThat(stage("'UP'", "now()", "write")).isZero();

        assertThat(directory.resolve("staged/2_side/migration.sql")).content().contains("ADD COLUMN side text");
    }

    private int stage(String... answers) {
        typed.addAll(List.of(answers));

        int status = shell.run("stage", "2_side", "--migrations", "migrations", "--no-proof", "--out", "staged");

        assertThat(typed).isEmpty();
        return status;
    }

    private void migration(String name, String sql) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("migrations").resolve(name));
        Files.writeString(folder.resolve("migration.sql"), sql);
    }
}
