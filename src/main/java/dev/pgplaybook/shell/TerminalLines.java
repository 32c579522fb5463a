package dev.pgplaybook.shell;

import dev.pgplaybook.secret.UrlPasswords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.MaskingCallback;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.SimpleMaskingCallback;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** Asks at the terminal. The reader is made at the first question: most commands never ask. */
final class TerminalLines implements LineSource {

    private static final int CTRL_C = 3;
    private static final int CTRL_D = 4;

    private static final MaskingCallback WITHOUT_PASSWORDS = new MaskingCallback() {
        @Override
        public String display(String line) {
            return UrlPasswords.hidden(line);
        }

        @Override
        public String history(String line) {
            return display(line);
        }
    };

    private final Terminals terminals;
    private @Nullable LineReader reader;

    TerminalLines(Terminals terminals) {
        this.terminals = terminals;
    }

    @Override
    public String ask(String question) {
        return line(question, WITHOUT_PASSWORDS);
    }

    @Override
    public String secret(String question) {
        return line(question, new SimpleMaskingCallback('*'));
    }

    /**
     * A dumb terminal has lines alone. A key that is none of the answers is given as it is, and whoever asked says so. Keys are read
     * before the question shows: until then the terminal would swallow a Ctrl-D, and a Ctrl-C would be meant for a command.
     */
    @Override
    public String key(String question) {
        Terminal terminal = terminals.get();
        if (terminal.getType().startsWith("dumb")) {
            return ask(question);
        }
        Attributes before = terminal.enterRawMode();
        try {
            Attributes raw = terminal.getAttributes();
            raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
            terminal.setAttributes(raw);
            terminal.writer().print(question);
            terminal.flush();
            int pressed = terminal.reader().read();
            if (pressed == CTRL_C || pressed == CTRL_D || pressed < 0) {
                terminal.writer().println(); // What comes next begins a line.
                throw new LeftException(pressed != CTRL_C);
            }
            String key = Character.toString(pressed).toLowerCase(Locale.ROOT);
            String shown = Character.isISOControl(pressed) ? "" : key;
            terminal.writer().println(shown);
            return shown;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            terminal.setAttributes(before);
            terminal.flush();
        }
    }

    @Override
    public boolean page(String title, List<String> lines) {
        return new Pager(terminals.get()).show(title, lines);
    }

    private String line(String question, MaskingCallback mask) {
        try {
            return reader().readLine(question, null, mask, null);
        } catch (UserInterruptException e) {
            throw new LeftException(false);
        } catch (EndOfFileException e) {
            throw new LeftException(true);
        }
    }

    private LineReader reader() {
        LineReader asking = reader;
        if (asking == null) {
            asking = LineReaderBuilder.builder()
                    .terminal(terminals.get())
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            // An answer is no command: it does not belong into the history.
            asking.setVariable(LineReader.DISABLE_HISTORY, true);
            reader = asking;
        }
        return asking;
    }
}
