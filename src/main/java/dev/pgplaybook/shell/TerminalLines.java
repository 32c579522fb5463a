package dev.pgplaybook.shell;

import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jspecify.annotations.Nullable;

/** Asks at the terminal. The reader is made at the first question: most commands never ask. */
final class TerminalLines implements LineSource {

    private final Terminals terminals;
    private @Nullable LineReader reader;

    TerminalLines(Terminals terminals) {
        this.terminals = terminals;
    }

    @Override
    public String ask(String question) {
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
        try {
            return asking.readLine(question);
        } catch (UserInterruptException | EndOfFileException e) {
            throw new LeftException();
        }
    }
}
