package dev.pgplaybook.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the folder of shared material beside the project; a test that needs what is not there is aborted, and says what it missed. */
public final class SharedFolder {

    private SharedFolder() {}

    public static Path require(String relative) {
        Path file = root().resolve(relative);
        if (!Files.exists(file)) {
            abort("needs ../shared/" + relative + ", which is not here");
        }
        return file;
    }

    /** The environment or a system property may name it. */
    private static Path root() {
        return Optional.ofNullable(System.getProperty("PGPLAYBOOK_SHARED"))
                .or(() -> Optional.ofNullable(System.getenv("PGPLAYBOOK_SHARED")))
                .map(Path::of)
                .orElseGet(() -> project().resolveSibling("shared"));
    }

    /** The project's main directory; in a git worktree {@code .git} is a file that leads to it. */
    private static Path project() {
        Path here = Path.of("").toAbsolutePath();
        Path link = here.resolve(".git");
        if (!Files.isRegularFile(link)) {
            return here;
        }
        try {
            Path worktree =
                    Path.of(Files.readString(link).replaceFirst("^gitdir:", "").strip());
            return here.resolve(worktree).resolve("../../..").normalize();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
