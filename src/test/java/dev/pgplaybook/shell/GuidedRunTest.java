package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.process.Program;
import dev.pgplaybook.process.ProgramResult;
import dev.pgplaybook.process.Programs;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.secret.Secrets;
import dev.pgplaybook.step.OpenRun;
import dev.pgplaybook.step.Order;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.SharedFolder;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class GuidedRunTest {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    @Test
    void takesAPersonThroughAProtectedTargetAndLeavesWhatPrismaExpects() throws IOException {
        Path prisma = SharedFolder.require("prisma/cli/prisma-cli");
        Trial trial = Trial.ofTheStory(directory);
        db.execute(Files.readString(directory.resolve("playbooks/production.sql")));
        String name = db.url().database();
        Deque<String> typed = new ArrayDeque<>(List.of("s", "rehearsed today", "yes", "m", name, "wrong", name, "n"));
        StringWriter screen = new StringWriter();
        Console console =
                new Console(new PrintWriter(screen), new PrintWriter(screen), new Secrets(), Style.PLAIN, false);
        TerminalOperator person = new TerminalOperator(console, question -> typed.remove());

        try (OpenRun run = trial.begin(trial.playbook(), "production", Order.Manner.GUIDED, variables(), person)) {
            Result result = run.walk(Optional.empty());

            assertThat(result.exit(false)).isEqualTo(3);
            assertThat(run.state().steps().get("from-scratch").outcome())
                    .contains(new Outcome.Skipped("rehearsed today"));
            assertThat(run.state().steps().get("legacy").word()).isEqualTo("done");
            assertThat(run.state().steps().get("admin-roles").word()).isEqualTo("done");
            assertThat(run.state().steps().get("first-admin").word()).isEqualTo("declined");
        }
        assertThat(typed).isEmpty();
        assertThat(screen.toString()).contains("type the database's own name").contains("way back: point of no return");
        assertThat(status(prisma).output()).contains("Database schema is up to date!");
    }

    private ProgramResult status(Path prisma) {
        Program program = Program.of(
                        prisma.toString(), directory.resolve("migrations").toString(), "migrate", "status")
                .with(Map.of("DATABASE_URL", db.url().withPassword()));
        return Programs.run(program, Duration.ofMinutes(5), new Secrets(), new Cancellation());
    }

    private Map<String, String> variables() {
        return Map.of(
                "DATABASE_URL",
                db.url().withPassword(),
                "ADMIN_PASSWORD",
                "not-needed-here",
                "AUTH_URL",
                "http://127.0.0.1:9");
    }
}
