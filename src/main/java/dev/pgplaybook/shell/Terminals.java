package dev.pgplaybook.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** The process's one terminal, opened when it is first needed. */
final class Terminals implements AutoCloseable {

    private @Nullable Terminal terminal;

    Terminal get() {
        Terminal open = terminal;
        if (open == null) {
            try {
                open = TerminalBuilder.builder().system(true).dumb(true).build();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            terminal = open;
        }
        return open;
    }

    @Override
    public void close() {
        if (terminal != null) {
            try {
                terminal.close();
            } catch (IOException e) {
                // The process ends, and the terminal is the system's again.
            }
        }
    }
}
