package dev.pgplaybook.shell;

import dev.pgplaybook.secret.Secrets;
import java.nio.file.Path;
import java.util.Map;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;

/** The prompt's editor: words as they are typed, Tab, and what was typed before. */
record ShellReader(Completion completion, Secrets secrets, Map<String, String> environment) {

    LineReader on(Terminal terminal) {
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(new DefaultParser().escapeChars(null))
                .completer(new ShellCompleter(completion))
                .history(new ShellHistory(secrets))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_DUPS, true);
        ShellHistory.file(environment, Path.of(System.getProperty("user.home")))
                .ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        return builder.build();
    }
}
