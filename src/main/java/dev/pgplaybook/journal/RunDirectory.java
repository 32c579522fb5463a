package dev.pgplaybook.journal;

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
}
