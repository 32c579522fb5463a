package dev.pgplaybook.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.shell.core.command.Command;
import org.springframework.shell.core.command.CommandArgument;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandOption;
import org.springframework.shell.core.command.ExitStatus;
import org.springframework.shell.core.command.ParsedInput;

/** A command of ours as Spring Shell knows commands. */
final class ShellCommand implements Command {

    private final CommandSpec spec;

    ShellCommand(CommandSpec spec) {
        this.spec = spec;
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public String getName() {
        return spec.name();
    }

    @Override
    public String getDescription() {
        return spec.summary();
    }

    @Override
    public String getGroup() {
        return spec.group();
    }

    @Override
    public List<CommandOption> getOptions() {
        return spec.options().stream()
                .map(o -> option(o.name(), o.description()))
                .toList();
    }

    @Override
    public ExitStatus execute(CommandContext context) {
        ParsedInput input = context.parsedInput();
        Map<String, List<String>> options = new HashMap<>();
        for (CommandOption option : input.options()) {
            List<String> values = options.computeIfAbsent(option.longName(), name -> new ArrayList<>());
            if (option.value() != null) {
                values.add(option.value());
            }
        }
        List<String> arguments =
                input.arguments().stream().map(CommandArgument::value).toList();
        int status = spec.action().run(new Invocation(spec, arguments, options));
        return new ExitStatus(status, spec.name());
    }

    /** What the library's context carries of an invocation: nothing is lost on the way, repeated options included. */
    static ParsedInput input(Invocation invocation) {
        ParsedInput.Builder input =
                ParsedInput.builder().commandName(invocation.command().name());
        invocation.options().forEach((name, values) -> {
            if (values.isEmpty()) {
                input.addOption(option(name, ""));
            }
            values.forEach(value -> input.addOption(
                    CommandOption.with().longName(name).value(value).build()));
        });
        for (int i = 0; i < invocation.arguments().size(); i++) {
            input.addArgument(new CommandArgument(i, invocation.arguments().get(i)));
        }
        return input.build();
    }

    private static CommandOption option(String name, String description) {
        return CommandOption.with().longName(name).description(description).build();
    }
}
