package dev.pgplaybook.shell;

import java.util.List;

/**
 * A command as it is typed.
 *
 * @param name one word, or two such as {@code runs show}
 * @param arguments in order, in capitals; one in brackets may be left out
 * @param examples whole command lines, as typed in the shell
 */
record CommandSpec(
        String name,
        String group,
        String summary,
        List<String> arguments,
        List<OptionSpec> options,
        List<String> examples,
        Action action) {

    /** What a command does; gives the exit status. */
    @FunctionalInterface
    interface Action {
        int run(Invocation invocation);
    }

    CommandSpec {
        arguments = List.copyOf(arguments);
        options = List.copyOf(options);
        examples = List.copyOf(examples);
    }

    int requiredArguments() {
        return (int) arguments.stream().filter(a -> !a.startsWith("[")).count();
    }

    /** Whether the last argument takes all words that are left. */
    boolean takesMany() {
        return !arguments.isEmpty() && arguments.get(arguments.size() - 1).contains("…");
    }

    String usage() {
        StringBuilder usage = new StringBuilder(name);
        arguments.forEach(a -> usage.append(' ').append(a));
        if (!options.isEmpty()) {
            usage.append(" [options]");
        }
        return usage.toString();
    }
}
