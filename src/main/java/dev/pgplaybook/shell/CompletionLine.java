package dev.pgplaybook.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A command line that is still being typed, as far as it can be understood.
 *
 * @param words before the one under the cursor
 * @param command the one that they name
 * @param open the option whose value comes next
 * @param arguments that stand already
 */
record CompletionLine(
        List<String> words, Optional<CommandSpec> command, Optional<OptionSpec> open, List<String> arguments) {

    static CompletionLine of(List<String> words, Collection<CommandSpec> commands) {
        Optional<CommandSpec> command = command(plain(words, Optional.empty()), commands);
        List<String> plain = plain(words, command);
        int name = command.map(c -> c.name().split(" ", -1).length).orElse(0);
        return new CompletionLine(
                words, command, open(words, command), plain.subList(Math.min(name, plain.size()), plain.size()));
    }

    /** The words that are neither options nor their values. */
    private static List<String> plain(List<String> words, Optional<CommandSpec> command) {
        List<String> plain = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (!words.get(i).startsWith("-")
                    && open(words.subList(0, i), command).isEmpty()) {
                plain.add(words.get(i));
            }
        }
        return plain;
    }

    /** The option behind the last word, where a value must follow it. */
    private static Optional<OptionSpec> open(List<String> words, Optional<CommandSpec> command) {
        Optional<OptionSpec> open = Optional.empty();
        for (String word : words) {
            open = open.isPresent() || !word.startsWith("-") || word.contains("=")
                    ? Optional.empty()
                    : option(command, word).filter(option -> option.value().isPresent());
        }
        return open;
    }

    /** As the parser finds it: two words before one. */
    private static Optional<CommandSpec> command(List<String> plain, Collection<CommandSpec> commands) {
        if (plain.isEmpty()) {
            return Optional.empty();
        }
        String two = plain.size() > 1 ? plain.get(0) + " " + plain.get(1) : plain.get(0);
        return Stream.of(two, plain.get(0))
                .flatMap(name -> commands.stream().filter(c -> c.name().equals(name)))
                .findFirst();
    }

    /** One of the command's, or one that every command has. */
    static Optional<OptionSpec> option(Optional<CommandSpec> command, String name) {
        return Stream.concat(command.map(CommandSpec::options).orElse(List.of()).stream(), Options.GLOBAL.stream())
                .filter(option -> option.isCalled(name))
                .findFirst();
    }

    /** The argument that is to come, as usage writes it; the last one may take all the words that are left. */
    Optional<String> nextArgument() {
        return command.map(CommandSpec::arguments)
                .filter(wanted -> arguments.size() < wanted.size()
                        || (!wanted.isEmpty() && command.get().takesMany()))
                .map(wanted -> wanted.get(Math.min(arguments.size(), wanted.size() - 1)));
    }

    /** The value that was given to an option already. */
    Optional<String> value(String option) {
        for (int i = words.size() - 1; i >= 0; i--) {
            if (words.get(i).startsWith(option + "=")) {
                return Optional.of(words.get(i).substring(option.length() + 1));
            } else if (words.get(i).equals(option) && i + 1 < words.size()) {
                return Optional.of(words.get(i + 1));
            }
        }
        return Optional.empty();
    }

    /** The same with what was begun behind an equals sign, which names a file that is looked for. */
    CompletionLine goingOnWith(String begun) {
        List<String> more = new ArrayList<>(words);
        more.add(begun);
        return new CompletionLine(more, command, open, arguments);
    }

    /** A word that names a playbook, among the arguments or behind {@code --playbook}. */
    Optional<String> playbook() {
        return arguments.stream().filter(Desk::isPlaybookFile).findFirst().or(() -> value("--playbook"));
    }
}
