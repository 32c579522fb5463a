package dev.pgplaybook.shell;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Understands words that a shell has already split: every word stays the word that it is. Options stand anywhere; {@code --} ends
 * them; an unknown one is refused with the nearest known.
 */
final class ArgvParser {

    private final Collection<CommandSpec> commands;
    private final List<OptionSpec> globals;

    ArgvParser(Collection<CommandSpec> commands, List<OptionSpec> globals) {
        this.commands = commands;
        this.globals = globals;
    }

    /** @throws ProblemException PB516, PB517 or PB518: the line is not understood */
    Invocation parse(List<String> words) {
        List<String> plain = new ArrayList<>();
        Map<String, List<String>> options = new HashMap<>();
        CommandSpec command = command(words);
        int nameWords = wordsOf(command.name()).size();
        int seen = 0;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--")) {
                plain.addAll(words.subList(i + 1, words.size()));
                break;
            } else if (!word.startsWith("-") || word.equals("-")) {
                if (seen++ >= nameWords) {
                    plain.add(word);
                }
                continue;
            }
            i += option(
                    command, word, i + 1 < words.size() ? Optional.of(words.get(i + 1)) : Optional.empty(), options);
        }
        requireArguments(command, plain);
        return new Invocation(command, List.copyOf(plain), Map.copyOf(options));
    }

    /** The longest name that the first words without a dash make; values of global options before it do not count. */
    private CommandSpec command(List<String> words) {
        List<String> plain = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--")) {
                break;
            } else if (!word.startsWith("-")) {
                plain.add(word);
            } else if (plain.isEmpty() && !word.contains("=") && takesValue(word)) {
                i++;
            }
        }
        String first = plain.isEmpty() ? "" : plain.get(0);
        String two = plain.size() > 1 ? first + " " + plain.get(1) : first;
        return named(two).or(() -> named(first)).orElseThrow(() -> unknownCommand(first));
    }

    private boolean takesValue(String word) {
        return globals.stream().anyMatch(o -> o.isCalled(word) && o.value().isPresent());
    }

    private Optional<CommandSpec> named(String name) {
        return commands.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    private ProblemException unknownCommand(String typed) {
        if (typed.isEmpty()) {
            return Problem.of(ProblemCode.PB516, "No command was given")
                    .hint("list the commands with: help")
                    .asException();
        }
        Optional<String> near = Suggestion.nearest(
                typed, commands.stream().map(CommandSpec::name).toList());
        return Problem.of(ProblemCode.PB516, "There is no command " + typed)
                .hint(near.map(name -> "did you mean " + name + "?").orElse("list the commands with: help"))
                .asException();
    }

    /** Reads one option; gives how many further words belong to it. */
    private int option(CommandSpec command, String word, Optional<String> next, Map<String, List<String>> options) {
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        String name = equals < 0 ? word : word.substring(0, equals);
        OptionSpec spec = Stream.concat(command.options().stream(), globals.stream())
                .filter(o -> o.isCalled(name))
                .findFirst()
                .orElseThrow(() -> unknownOption(command, name));
        if (spec.value().isEmpty()) {
            if (equals >= 0) {
                throw usage(command, name + " takes no value");
            }
            options.computeIfAbsent(spec.name(), key -> new ArrayList<>());
            return 0;
        }
        String value = equals >= 0
                ? word.substring(equals + 1)
                : next.orElseThrow(
                        () -> usage(command, name + " needs " + spec.value().orElse("a value")));
        if (!spec.choices().isEmpty() && !spec.choices().contains(value)) {
            throw usage(command, name + " must be one of " + String.join(", ", spec.choices()) + ", not " + value);
        }
        options.computeIfAbsent(spec.name(), key -> new ArrayList<>()).add(value);
        return equals >= 0 ? 0 : 1;
    }

    private ProblemException unknownOption(CommandSpec command, String name) {
        List<String> known = Stream.concat(command.options().stream(), globals.stream())
                .map(OptionSpec::name)
                .toList();
        return Problem.of(ProblemCode.PB517, command.name() + " has no option " + name)
                .hint(Suggestion.nearest(name, known)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("see: help " + command.name()))
                .asException();
    }

    private static void requireArguments(CommandSpec command, List<String> arguments) {
        if (arguments.size() < command.requiredArguments()) {
            throw usage(
                    command, command.name() + " needs " + command.arguments().get(arguments.size()));
        } else if (arguments.size() > command.arguments().size() && !command.takesMany()) {
            throw usage(
                    command,
                    command.name() + " does not take "
                            + arguments.get(command.arguments().size()));
        }
    }

    private static ProblemException usage(CommandSpec command, String message) {
        return Problem.of(ProblemCode.PB518, message)
                .hint("usage: " + command.usage())
                .asException();
    }

    private static List<String> wordsOf(String name) {
        return List.of(name.split(" ", -1));
    }
}
