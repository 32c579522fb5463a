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

    private final Runnable interrupted;
    private @Nullable Terminal terminal;

    /** @param interrupted what Ctrl-C does while no line is being read; the library would otherwise give it back to the JVM */
    Terminals(Runnable interrupted) {
        this.interrupted = interrupted;
    }

    /** How wide a line may be; a terminal that is not open yet is opened. */
    int width() {
        return get().getWidth();
    }

    /** The same as far as it is known without opening the terminal: as wide as it was when the process began. */
    synchronized int knownWidth() {
        return terminal == null ? Integer.getInteger("pgplaybook.columns", USUAL.getColumns()) : terminal.getWidth();
    }

    synchronized Terminal get() {
        Terminal open = terminal;
        if (open == null) {
            open = open();
            if (open.getWidth() <= 0 || open.getHeight() <= 0) {
                // A line that is told to the far end before the size is, as ssh and docker do, still has to be drawn.
                open.setSize(USUAL);
            }
            open.handle(Terminal.Signal.INT, signal -> interrupted.run());
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
