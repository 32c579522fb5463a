package dev.pgplaybook.shell;

import dev.pgplaybook.playbook.Configuration;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.step.OpenRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.SyntaxError;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/** The loop: prompt, command, and again. Ctrl-C at the prompt clears the line; in a command it cancels what is under way. */
final class InteractiveShell {

    private final Terminal terminal;
    private final ShellReader editor;
    private final LineSource lines;
    private final Dispatcher dispatcher;
    private final Desk desk;
    private final Console console;
    private final Cancellation cancellation;
    private final Departure departure;
    private boolean leaving;

    InteractiveShell(
            Terminal terminal,
            ShellReader editor,
            LineSource lines,
            Dispatcher dispatcher,
            Desk desk,
            Console console,
            Cancellation cancellation,
            Departure departure) {
        this.terminal = terminal;
        this.editor = editor;
        this.lines = lines;
        this.dispatcher = dispatcher;
        this.desk = desk;
        this.console = console;
        this.cancellation = cancellation;
        this.departure = departure;
    }

    void leave() {
        leaving = true;
    }

    /** Gives the status of the last command, as shells do. */
    int loop() {
        LineReader reader = editor.on(terminal);
        console.line("pgplaybook " + Workshop.VERSION + " · " + playbooksHere() + " · help lists the commands");
        int status = 0;
        departure.rest();
        while (!leaving && !departure.isLeaving()) {
            try {
                reader.readLine(prompt());
                List<String> words = reader.getParsedLine().words().stream()
                        .filter(word -> !word.isEmpty())
                        .toList();
                status = words.isEmpty() ? status : run(words);
            } catch (UserInterruptException e) {
                // The line is cleared, and that is all.
            } catch (SyntaxError e) {
                console.decoration(console.style().bad() + " a quote is left open");
            } catch (EndOfFileException e) {
                depart();
            }
        }
        return status;
    }

    private int run(List<String> words) {
        cancellation.reset();
        departure.work();
        try {
            return dispatcher.run(words);
        } finally {
            console.stands(Optional.empty());
            departure.rest();
        }
    }

    /** Ctrl-D leaves; while a run is open it asks, and the second one, or an end of the input, is an answer. */
    private void depart() {
        if (desk.openRun().isEmpty()) {
            leave();
            return;
        }
        String id = desk.openRun().get().directory().id();
        console.line("the run " + id + " is open; resume " + id + " goes on with it later");
        try {
            String answer = lines.key("leave it and go? y (yes), n (no): ").strip();
            leaving = answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
        } catch (LineSource.LeftException e) {
            // Whoever interrupts the question stays.
            leaving = e.atTheEnd();
        }
    }

    private String prompt() {
        Style style = console.style();
        String book = desk.openPlaybook().map(p -> p.name()).orElse("playbook");
        return target().map(t -> t + " ").orElse("") + style.bold(book) + step() + "> ";
    }

    /** The step that an open run comes to next. */
    private String step() {
        return desk.openRun()
                .map(OpenRun::state)
                .flatMap(state -> state.next()
                        .map(next -> " " + (state.stepList().indexOf(next) + 1) + "/"
                                + state.stepList().size() + " " + next.id()))
                .orElse("");
    }

    /** The target that a command would reach, with a sign that nobody overlooks when it is protected. */
    private Optional<String> target() {
        Style style = console.style();
        return desk.openRun()
                .map(run -> run.order().target())
                .or(() -> desk.usedTarget().flatMap(name -> desk.openPlaybook().map(p -> Desk.target(p, name))))
                .map(target -> target instanceof TargetSpec.Server server && server.isProtected()
                        ? style.alarm(target.name() + " " + style.shield())
                        : style.green(target.name()));
    }

    private String playbooksHere() {
        long count =
                count(desk.workingDirectory()) + count(desk.workingDirectory().resolve("playbooks"));
        return count == 1 ? "1 playbook here" : count + " playbooks here";
    }

    private static long count(Path directory) {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            f -> f.toString().endsWith(".yaml") || f.toString().endsWith(".yml"))
                    .filter(f -> !f.endsWith(Configuration.FILE))
                    .count();
        } catch (IOException e) {
            return 0;
        }
    }
}
