package dev.pgplaybook.shell;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.InputReader;
import org.springframework.shell.core.command.Command;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandRegistry;

/** Runs one command line, and turns whatever comes of it into words and an exit status. The one place where problems are shown. */
final class Dispatcher {

    static final int USAGE = 2;
    static final int INTERRUPTED = 130;
    private static final int DIFFERENT = 5;
    private static final int INTERNAL = 70;

    private final CommandRegistry registry = new CommandRegistry();
    private final List<CommandSpec> specs = new ArrayList<>();
    private final Console console;
    private final Workshop workshop;
    private final Presentation presentation;
    private final Settings settings;
    private final Path workingDirectory;
    private final PrintWriter out;
    /** Makes the commands when the first of them is asked for: a prompt needs none. */
    private Optional<Consumer<Dispatcher>> commands;

    Dispatcher(
            Console console,
            Workshop workshop,
            Presentation presentation,
            Settings settings,
            Path workingDirectory,
            PrintWriter out,
            Consumer<Dispatcher> commands) {
        this.console = console;
        this.settings = settings;
        this.workshop = workshop;
        this.presentation = presentation;
        this.workingDirectory = workingDirectory;
        this.out = out;
        this.commands = Optional.of(commands);
    }

    /** Gives the exit status; never throws. */
    int run(List<String> words) {
        // Where the line is not understood, its problem is still shown as it asks.
        console.present(presentation.style(Optional.empty()), words.contains("--json"));
        Cancellation cancellation = workshop.cancellation();
        try {
            int status = execute(words);
            return cancellation.requested() ? INTERRUPTED : status;
        } catch (ProblemException e) {
            return show(e.problems(), cancellation.requested() ? INTERRUPTED : status(e));
        } catch (LineSource.LeftException e) {
            return INTERRUPTED;
        } catch (Exception e) {
            return show(List.of(fault(e)), INTERNAL);
        }
    }

    private int execute(List<String> words) throws Exception {
        Invocation invocation = settings.complete(new ArgvParser(specs(), Options.GLOBAL).parse(words));
        console.present(presentation.style(invocation.value("--color")), invocation.has("--json"));
        workshop.attend(invocation);
        if (invocation.has("--help")) {
            new HelpView(console).command(invocation.command());
            return 0;
        }
        Command command = Objects.requireNonNull(
                registry.getCommandByName(invocation.command().name()));
        return command.execute(new CommandContext(ShellCommand.input(invocation), registry, out, new InputReader() {}))
                .code();
    }

    /** In the order in which help lists them. */
    List<CommandSpec> specs() {
        Optional<Consumer<Dispatcher>> due = commands;
        commands = Optional.empty();
        due.ifPresent(all -> all.accept(this));
        return List.copyOf(specs);
    }

    void register(CommandSpec spec) {
        specs.add(spec);
        registry.registerCommand(new ShellCommand(spec));
    }

    private static int status(ProblemException e) {
        if (e.first().code() == ProblemCode.PB525) {
            return DIFFERENT;
        }
        return e.first().code() == ProblemCode.PB599 ? INTERNAL : USAGE;
    }

    private int show(List<Problem> problems, int status) {
        if (console.json()) {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("problems", problems.stream().map(ProblemView::data).toList());
            data.put("exit", status);
            console.document(data);
        }
        ProblemView view = new ProblemView(console.style(), workingDirectory);
        problems.forEach(problem -> view.lines(problem).forEach(console::decoration));
        return status;
    }

    /** A fault of ours is the one thing that is shown with a stack trace: whoever reports it needs to send it. */
    private static Problem fault(Exception e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        return Problem.of(
                        ProblemCode.PB599,
                        "This is a fault of pgplaybook's own\n"
                                + trace.toString().strip())
                .hint("please report it with the lines above; what has been recorded is safe");
    }
}
