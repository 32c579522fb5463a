package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Cleanup;
import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person is asked for the values, and then whether the stages are to be written. */
class StageConsentTest {

    @TempDir
    Path directory;

    private final StringWriter screen = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        migration("1_base", "CREATE TABLE trades (id int PRIMARY KEY);\n");
        migration("2_side", "ALTER TABLE trades ADD COLUMN side text NOT NULL, ADD COLUMN at timestamptz NOT NULL;\n");
    }

    @Test
    void writesNothingWhenAPersonSaysNo() {
        assertThat(stage("", "'UP'", "now", "perhaps", "no")).isEqualTo(3);

        assertThat(directory.resolve("staged")).doesNotExist();
        assertThat(screen.toString())
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
        Deque<String> typed = new ArrayDeque<>(List.of(answers));
        PrintWriter out = new PrintWriter(screen);
        Console console = new Console(out, out, new Secrets(), Style.PLAIN, false);
        Cancellation cancellation = new Cancellation();
        Desk desk = new Desk(directory, Map.of(), console, cancellation);
        Workshop workshop = new Workshop(
                console,
                new TerminalOperator(console, question -> typed.remove()),
                cancellation,
                new Cleanup(),
                Clock.systemUTC(),
                new Secrets(),
                Map.of());
        Presentation person = new Presentation(true, true, true, Map.of("NO_COLOR", "1"));
        Dispatcher dispatcher = new Dispatcher(
                console,
                workshop,
                person,
                directory,
                out,
                all -> new StageCommand(desk, console, workshop).all().forEach(all::register));

        int status = dispatcher.run(
                List.of("stage", "2_side", "--migrations", "migrations", "--no-proof", "--out", "staged"));

        assertThat(typed).isEmpty();
        return status;
    }

    private void migration(String name, String sql) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("migrations").resolve(name));
        Files.writeString(folder.resolve("migration.sql"), sql);
    }
}
