package dev.pgplaybook.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a server writes about itself into the {@code postmaster.pid} of its data directory: its process in the first line, and in the
 * eighth whether it accepts connections.
 */
record Postmaster(long pid, boolean ready) {

    private static final int STATUS_LINE = 7;

    static Optional<Postmaster> of(Path data) throws IOException {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            if (lines.isEmpty()) {
                return Optional.empty();
            }
            boolean ready =
                    lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
            return Optional.of(new Postmaster(Long.parseLong(lines.get(0).strip()), ready));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Its process, where that is still a server on this very data directory and not one that was given the number later. */
    Optional<ProcessHandle> process(Path data) {
        return ProcessHandle.of(pid)
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> Arrays.asList(arguments).contains(data.toString()))
                        .isPresent());
    }
}
