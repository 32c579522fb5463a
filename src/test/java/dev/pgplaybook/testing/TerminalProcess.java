package dev.pgplaybook.testing;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jline.builtins.ScreenTerminal;

/**
 * The launcher at a terminal, as a person has it: what is typed goes in, and what stands on the screen can be read. The screen is a
 * real one to the process, with a size, signals and echo.
 */
public final class TerminalProcess implements AutoCloseable {

    public static final String CTRL_C = "\u0003";
    public static final String CTRL_D = "\u0004";

    /** Takes back what was typed of a line. */
    public static final String CTRL_U = "\u0015";

    public static final String TAB = "\t";

    private static final Path LAUNCHER = Path.of("target/pgplaybook").toAbsolutePath();
    private static final int ROWS = 40;
    private static final long LIMIT_SECONDS = 120;

    private final PtyProcess process;
    private final ScreenTerminal screen;
    private final StringBuilder written = new StringBuilder();
    private final Thread reading;
    private int columns;

    private TerminalProcess(PtyProcess process, int columns) {
        this.process = process;
        this.columns = columns;
        this.screen = new ScreenTerminal(columns, ROWS);
        this.reading = new Thread(this::read, "terminal");
        reading.setDaemon(true);
        reading.start();
    }

    /** A terminal of a hundred columns that has colours. */
    public static TerminalProcess start(Path directory, Map<String, String> environment, String... arguments) {
        return start(directory, environment, 100, arguments);
    }

    public static TerminalProcess start(
            Path directory, Map<String, String> environment, int columns, String... arguments) {
        Map<String, String> all = new HashMap<>(System.getenv());
        all.keySet().removeAll(List.of("CI", "NO_COLOR", "DATABASE_URL"));
        all.putAll(Map.of("TERM", "xterm-256color", "LANG", "C.UTF-8", "LC_ALL", "C.UTF-8"));
        all.putAll(environment);
        List<String> argv = new ArrayList<>(List.of(LAUNCHER.toString()));
        argv.addAll(List.of(arguments));
        try {
            PtyProcess process = new PtyProcessBuilder(argv.toArray(String[]::new))
                    .setEnvironment(all)
                    .setDirectory(directory.toString())
                    .setInitialColumns(columns)
                    .setInitialRows(ROWS)
                    .start();
            return new TerminalProcess(process, columns);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        char[] some = new char[4096];
        try (Reader output = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            int count = output.read(some);
            while (count >= 0) {
                String text = new String(some, 0, count);
                synchronized (this) {
                    written.append(text);
                    screen.write(text);
                }
                count = output.read(some);
            }
        } catch (IOException e) {
            // The process has ended, and its side of the terminal with it.
        }
    }

    /** Keys as they are pressed. */
    public TerminalProcess type(String keys) {
        try {
            process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line, with Enter. */
    public TerminalProcess enter(String line) {
        return type(line + "\r");
    }

    /** Until this stands on the screen, where it may have stood before. */
    public TerminalProcess await(String text) {
        return await("\"" + text + "\" on the screen", () -> screen().contains(text));
    }

    /**
     * Until the screen ends with this, so that it is asked for now. A prompt stands on the screen more than once, and a key such as
     * Ctrl-D, which means something only to who reads it, is lost where nobody reads yet.
     */
    public TerminalProcess awaitPrompt(String prompt) {
        return await("\"" + prompt + "\" at the screen's end", () -> screen().endsWith(prompt));
    }

    private TerminalProcess await(String what, BooleanSupplier condition) {
        try {
            Patience.until(what, condition);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ", which shows:\n" + screen(), e);
        }
        return this;
    }

    /** What stands on the screen, without the blanks at the ends of its lines. */
    public synchronized String screen() {
        return screen.toString().replaceAll("(?m)\\s+$", "").strip();
    }

    /** All that was ever written, colours and all. */
    public synchronized String written() {
        return written.toString();
    }

    public void resize(int toColumns) {
        synchronized (this) {
            columns = toColumns;
            screen.setSize(columns, ROWS);
        }
        process.setWinSize(new WinSize(columns, ROWS));
    }

    public long pid() {
        return process.pid();
    }

    /** Sends a signal to the process, as {@code kill} does. */
    public TerminalProcess signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(pid()))
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The exit status, once it has ended and all that it wrote is read; of a signal it is 128 and the signal's number. */
    public int status() {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it did not end; the screen shows:\n" + screen());
            }
            reading.join(TimeUnit.SECONDS.toMillis(5));
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
