package dev.pgplaybook.journal;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where one run's record lives: {@code .pgplaybook/runs/ID/}. */
public record RunDirectory(Path path) {

    public String id() {
        return path.getFileName().toString();
    }

    public Path journal() {
        return path.resolve("journal.jsonl");
    }

    /** The playbook as it was when the run started. */
    public Path playbook() {
        return path.resolve("playbook.yaml");
    }

    /** The text of the playbook that was walked last; empty where none was kept. */
    public String lastPlaybook() {
        Path last = playbook();
        for (int i = 2; Files.exists(numbered(i)); i++) {
            last = numbered(i);
        }
        try {
            return Files.exists(last) ? Files.readString(last) : "";
        } catch (IOException e) {
            throw Problem.of(
                            ProblemCode.PB507,
                            "The playbook of the run, " + last + ", cannot be read: " + e.getMessage())
                    .asException(e);
        }
    }

    /** Where one is kept that was changed in between. */
    public Path nextPlaybook() {
        int i = 2;
        while (Files.exists(numbered(i))) {
            i++;
        }
        return numbered(i);
    }

    private Path numbered(int number) {
        return path.resolve("playbook-" + number + ".yaml");
    }
}
