package dev.pgplaybook.shell;

import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Cleanup;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.secret.Secrets;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The commands of a test on a screen that it can read, without a process of their own. */
final class TestShell {

    private final StringWriter screen = new StringWriter();
    private final Console console;
    private final Desk desk;
    private final Workshop workshop;
    private final Dispatcher dispatcher;

    /** What the commands of a test are made of. */
    record Parts(Desk desk, Console console, Workshop workshop) {}

    /** @param operator who answers on this console; with somebody there, a plan is shown and consent is asked for */
    private TestShell(
            Path directory,
            boolean json,
            boolean attended,
            Function<Console, Operator> operator,
            Function<Parts, List<CommandSpec>> commands) {
        PrintWriter out = new PrintWriter(screen);
        console = new Console(out, json ? new PrintWriter(new StringWriter()) : out, new Secrets(), Style.PLAIN, json);
        Cancellation cancellation = new Cancellation();
        desk = new Desk(directory, Map.of(), console, cancellation);
        workshop = new Workshop(
                console,
                operator.apply(console),
                cancellation,
                new Cleanup(),
                Clock.systemUTC(),
                new Secrets(),
                System.getenv());
        dispatcher = new Dispatcher(
                console,
                workshop,
                new Presentation(attended, attended, attended, Map.of("NO_COLOR", "1")),
                new Settings(desk, Map.of()),
                directory,
                out,
                all -> commands.apply(new Parts(desk, console, workshop)).forEach(all::register));
    }

    /** Where nobody is at the keyboard. */
    static TestShell unattended(Path directory, boolean json, Function<Parts, List<CommandSpec>> commands) {
        return new TestShell(directory, json, false, console -> new RefusingOperator(), commands);
    }

    static TestShell attended(
            Path directory, Function<Console, Operator> operator, Function<Parts, List<CommandSpec>> commands) {
        return new TestShell(directory, false, true, operator, commands);
    }

    int run(String... words) {
        return dispatcher.run(List.of(words));
    }

    String screen() {
        return screen.toString();
    }
}
