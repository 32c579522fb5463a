package dev.pgplaybook.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What help says: all commands by their groups, or one with its options and examples. */
record HelpView(Console console) {

    void overview(List<CommandSpec> commands) {
        console.line("usage: pgplaybook [COMMAND [ARGUMENTS] [OPTIONS]]; without a command it is a shell");
        Map<String, List<CommandSpec>> groups = new LinkedHashMap<>();
        commands.forEach(c ->
                groups.computeIfAbsent(c.group(), name -> new ArrayList<>()).add(c));
        groups.forEach((group, members) -> {
            console.line("");
            console.line(console.style().bold(group));
            table(members.stream()
                    .map(c -> List.of("  " + c.name() + arguments(c), c.summary()))
                    .toList());
        });
        console.line("");
        console.line("for one of them: help COMMAND");
    }

    void command(CommandSpec command) {
        console.line(console.style().bold(command.usage()) + "  " + command.summary());
        List<OptionSpec> own = command.options();
        if (!own.isEmpty()) {
            console.line("");
            options(own);
        }
        console.line("");
        console.line(console.style().dim("with every command"));
        options(Options.GLOBAL);
        console.line("");
        command.examples().forEach(example -> console.line("  pgplaybook " + example));
    }

    private void options(List<OptionSpec> options) {
        table(options.stream()
                .map(o -> List.of("  " + o.usage(), o.description()))
                .toList());
    }

    private void table(List<List<String>> rows) {
        new Table(List.of("", ""), rows).lines(console.style()).stream().skip(1).forEach(console::line);
    }

    private static String arguments(CommandSpec command) {
        return command.arguments().isEmpty() ? "" : " " + String.join(" ", command.arguments());
    }
}
