package dev.pgplaybook.shell;

import dev.pgplaybook.secret.SecretNames;
import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.reader.impl.history.DefaultHistory;

/** What was typed at the prompt, kept for its user alone. A line that holds a secret is not remembered at all. */
final class ShellHistory extends DefaultHistory {

    private final Secrets secrets;

    ShellHistory(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public void add(Instant time, String line) {
        if (!isSecret(line)) {
            super.add(time, line);
        }
    }

    boolean isSecret(String line) {
        return secrets.appearIn(line) || Stream.of(line.split("[\\s\"']+", -1)).anyMatch(ShellHistory::isSecretWord);
    }

    /** A URL with a password, or a value that stands behind a secret's name. */
    private static boolean isSecretWord(String word) {
        int equals = word.indexOf('=');
        return SecretNames.holdsPassword(word)
                || (equals > 0
                        && equals < word.length() - 1
                        && SecretNames.isSecret(word.substring(0, equals), word.substring(equals + 1)));
    }

    /** The file, made with its mode before anything is in it; none where no place is to be had. */
    static Optional<Path> file(Map<String, String> environment, Path home) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path directory = (state.isBlank() ? home.resolve(".local/state") : Path.of(state)).resolve("pgplaybook");
        Path file = directory.resolve("history");
        try {
            Files.createDirectories(directory);
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return Optional.of(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
