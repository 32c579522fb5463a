package dev.pgplaybook.shell;

import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Cleanup;
import dev.pgplaybook.secret.SecretNames;
import dev.pgplaybook.secret.Secrets;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jline.reader.impl.DefaultParser;

/** The process: puts the shell together, runs it, and ends with its status. Nothing else exits. */
public final class Main {

    private final Map<String, String> environment;
    private final Console console;
    private final PrintWriter out;
    private final Presentation presentation;
    private final Cancellation cancellation = new Cancellation();
    private final Cleanup cleanup = new Cleanup();
    private final Secrets secrets = new Secrets();
    private final Departure departure;
    private final Terminals terminals;
    private final TerminalLines lines;
    private final Desk desk;

    private Main(Map<String, String> environment) {
        this.environment = environment;
        this.presentation = Presentation.detect(environment);
        this.out = writer(FileDescriptor.out);
        this.console = new Console(
                out, writer(FileDescriptor.err), secrets, presentation.style(Optional.empty()), presentation.watched());
        this.departure = new Departure(cancellation, cleanup, console);
        this.terminals = new Terminals(departure::interrupted);
        this.lines = new TerminalLines(terminals);
        if (presentation.input()) {
            console.measuredBy(terminals::width);
        }
        if (presentation.output()) {
            console.foldsTo(terminals::knownWidth);
        }
        this.desk = new Desk(Path.of("").toAbsolutePath(), environment, console, cancellation);
    }

    public static void main(String[] args) {
        if (List.of(args).equals(List.of("--version"))) {
            // The question that scripts ask needs nothing of what follows, not even an exit.
            PrintWriter out = writer(FileDescriptor.out);
            out.println(GeneralCommands.version());
            out.flush();
            return;
        }
        Main main = new Main(System.getenv());
        main.departure.watch();
        int status;
        try {
            status = main.run(List.of(args));
        } finally {
            main.departure.rest();
        }
        System.exit(status);
    }

    private int run(List<String> args) {
        environment.forEach((name, value) -> {
            if (SecretNames.isSecret(name, value)) {
                secrets.add(value);
            }
        });
        boolean wantsShell = args.isEmpty();
        try (desk;
                terminals) {
            Workshop workshop = new Workshop(
                    console,
                    presentation.interactive() ? new TerminalOperator(console, lines) : new RefusingOperator(),
                    cancellation,
                    cleanup,
                    Clock.systemUTC(),
                    secrets,
                    environment);
            desk.asksSecrets(
                    name -> workshop.canAsk() ? Optional.of(lines.secret("  " + name + ": ")) : Optional.empty());
            Leaving leaving = new Leaving();
            Dispatcher dispatcher = dispatcher(workshop, wantsShell, leaving);
            if (!wantsShell) {
                return dispatcher.run(argumentsOf(args));
            }
            return presentation.interactive()
                    ? shell(dispatcher, leaving, completion(dispatcher, workshop))
                    : script(dispatcher, leaving);
        }
    }

    /** {@code pgplaybook --help} is the command help. */
    private static List<String> argumentsOf(List<String> args) {
        return args.size() == 1 && Set.of("--help", "-h").contains(args.get(0)) ? List.of("help") : args;
    }

    private Dispatcher dispatcher(Workshop workshop, boolean interactive, Leaving leaving) {
        Settings settings = new Settings(desk, environment);
        return new Dispatcher(
                console,
                workshop,
                presentation,
                settings,
                desk.workingDirectory(),
                out,
                dispatcher -> register(dispatcher, workshop, settings, interactive, leaving));
    }

    private void register(
            Dispatcher dispatcher, Workshop workshop, Settings settings, boolean interactive, Leaving leaving) {
        new Commands(desk, console, workshop, settings, secrets, interactive)
                .all(dispatcher::specs, completion(dispatcher, workshop), leaving::leave)
                .forEach(dispatcher::register);
    }

    private Completion completion(Dispatcher dispatcher, Workshop workshop) {
        return new Completion(dispatcher::specs, new CompletionValues(desk, dispatcher::specs, workshop));
    }

    private int shell(Dispatcher dispatcher, Leaving leaving, Completion completion) {
        ShellReader editor = new ShellReader(completion, secrets, environment);
        InteractiveShell shell = new InteractiveShell(
                terminals.get(), editor, lines, dispatcher, desk, console, cancellation, departure);
        leaving.then(shell::leave);
        return shell.loop();
    }

    /** Lines from a pipe are commands; the first that fails ends it with its status. */
    private int script(Dispatcher dispatcher, Leaving leaving) {
        DefaultParser parser = new DefaultParser().escapeChars(null);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && !leaving.asked()) {
                List<String> words = new ArrayList<>(parser.parse(line, 0).words());
                words.removeIf(String::isEmpty);
                int status = words.isEmpty() || words.get(0).startsWith("#") ? 0 : dispatcher.run(words);
                if (status != 0) {
                    return status;
                }
                line = lines.readLine();
            }
            return 0;
        } catch (IOException e) {
            console.decoration("the input cannot be read: " + e.getMessage());
            return Dispatcher.USAGE;
        }
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /** Whether the operator has asked to leave, and who is told. */
    private static final class Leaving {
        private boolean asked;
        private Runnable told = () -> {};

        void then(Runnable runnable) {
            told = runnable;
        }

        void leave() {
            asked = true;
            told.run();
        }

        boolean asked() {
            return asked;
        }
    }
}
