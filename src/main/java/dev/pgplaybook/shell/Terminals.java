package dev.pgplaybook.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;
import org.jspecify.annotations.Nullable;

/** The process's one terminal, opened when it is first needed. */
final class Terminals implements AutoCloseable {

    private static final Size USUAL = new Size(80, 24);

    private @Nullable Terminal terminal;

    Terminal get() {
        Terminal open = terminal;
        if (open == null) {
            open = open();
            if (open.getWidth() <= 0 || open.getHeight() <= 0) {
                // A line that is told to the far end before the size is, as ssh and docker do, still has to be drawn.
                open.setSize(USUAL);
            }
            terminal = open;
        }
        return open;
    }

    /** The native way alone, instead of five that are looked for in every jar; where it is barred, all of them. */
    private static Terminal open() {
        knowCapabilities(System.getenv().getOrDefault("TERM", ""));
        TerminalBuilder builder =
                TerminalBuilder.builder().system(true).ffm(false).jna(false).jansi(false);
        try {
            return builder.exec(false).dumb(false).build();
        } catch (IOException | IllegalStateException e) {
            try {
                return builder.exec(true).dumb(true).build();
            } catch (IOException worse) {
                throw new UncheckedIOException(worse);
            }
        }
    }

    /** What the library brings about the terminal's type is taken as it is, which saves two processes. */
    private static void knowCapabilities(String type) {
        String known = type.startsWith("tmux") ? "screen-256color" : type;
        String capabilities = InfoCmp.getDefaultInfoCmp(known);
        if (capabilities != null) {
            InfoCmp.setLoadedInfoCmp(type, capabilities);
        }
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
