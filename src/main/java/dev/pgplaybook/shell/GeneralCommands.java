package dev.pgplaybook.shell;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** help, version, exit. */
record GeneralCommands(Console console, Supplier<List<CommandSpec>> commands, Runnable leave) {

    private static final String GROUP = "the shell";

    List<CommandSpec> all() {
        return List.of(
                new CommandSpec(
                        "help",
                        GROUP,
                        "list the commands, or explain one",
                        List.of("[COMMAND…]"),
                        List.of(),
                        List.of("help", "help runs show"),
                        this::help),
                new CommandSpec(
                        "version",
                        GROUP,
                        "say which version this is",
                        List.of(),
                        List.of(),
                        List.of("version"),
                        this::version),
                new CommandSpec("exit", GROUP, "leave the shell", List.of(), List.of(), List.of("exit"), this::exit));
    }

    private int help(Invocation in) {
        HelpView view = new HelpView(console);
        if (in.arguments().isEmpty()) {
            if (console.json()) {
                console.document(HelpDocument.of(commands.get()));
            } else {
                view.overview(commands.get());
            }
            return 0;
        }
        String name = String.join(" ", in.arguments());
        List<String> names = commands.get().stream().map(CommandSpec::name).toList();
        CommandSpec command = commands.get().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(ProblemCode.PB516, "There is no command " + name)
                        .hint(Suggestion.hint(name, names))
                        .asException());
        if (console.json()) {
            console.document(HelpDocument.of(command));
        } else {
            view.command(command);
        }
        return 0;
    }

    private int version(Invocation in) {
        if (console.json()) {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("version", Workshop.VERSION);
            data.put("java", Runtime.version().toString());
            console.document(data);
        } else {
            console.line(version());
        }
        return 0;
    }

    static String version() {
        return "pgplaybook " + Workshop.VERSION;
    }

    private int exit(Invocation in) {
        leave.run();
        return 0;
    }
}
