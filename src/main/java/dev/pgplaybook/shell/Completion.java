package dev.pgplaybook.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What may be typed next: for Tab in the shell, and for bash, zsh and fish. It never fails: what cannot be read is not offered.
 *
 * @param specs all commands that there are
 * @param values what options and arguments may be
 */
record Completion(Supplier<List<CommandSpec>> specs, CompletionValues values) {

    /**
     * One way to go on.
     *
     * @param value the whole word
     * @param meaning what help would say of it; may be empty
     * @param ends whether a blank follows, and not more of the word
     */
    record Offer(String value, String meaning, boolean ends) {}

    /**
     * @param before the words that stand already
     * @param word the beginning of the next one, up to the cursor
     */
    List<Offer> offers(List<String> before, String word) {
        CompletionLine line = CompletionLine.of(before, specs.get());
        if (line.open().isPresent()) {
            return beginning(word, values.of(line.open().get(), line.goingOnWith(word)));
        } else if (line.command().isEmpty()) {
            return word.startsWith("-") ? beginning(word, options(line)) : commandNames(line, word);
        }
        CommandSpec command = line.command().get();
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        if (equals > 0) {
            return joined(command, word.substring(0, equals), word.substring(equals + 1), line);
        } else if (word.startsWith("-")) {
            return beginning(word, options(line));
        }
        List<Offer> offers = new ArrayList<>(secondWords(command, line));
        line.nextArgument().ifPresent(argument -> offers.addAll(values.of(argument, command, line, word)));
        return beginning(word, offers);
    }

    private List<Offer> joined(CommandSpec command, String name, String begun, CompletionLine line) {
        return CompletionLine.option(Optional.of(command), name)
                .filter(option -> option.value().isPresent())
                .stream()
                .flatMap(option -> beginning(begun, values.of(option, line.goingOnWith(begun))).stream())
                .map(offer -> new Offer(name + "=" + offer.value(), offer.meaning(), offer.ends()))
                .toList();
    }

    /** First words alone: {@code runs} stands for {@code runs show} as well, until a blank follows. */
    private List<Offer> commandNames(CompletionLine line, String word) {
        Optional<String> first = line.arguments().stream().findFirst();
        return first.isPresent() ? beginning(word, secondWords(first.get())) : beginning(word, firstWords());
    }

    /** A word that two commands begin with is offered once, with what the first of them does. */
    private List<Offer> firstWords() {
        Map<String, Offer> offers = new LinkedHashMap<>();
        specs.get().forEach(command -> {
            String first = command.name().split(" ", 2)[0];
            offers.putIfAbsent(first, new Offer(first, command.summary(), true));
        });
        return List.copyOf(offers.values());
    }

    private List<Offer> secondWords(CommandSpec command, CompletionLine line) {
        return line.arguments().isEmpty() ? secondWords(command.name()) : List.of();
    }

    private List<Offer> secondWords(String first) {
        return specs.get().stream()
                .filter(command -> command.name().startsWith(first + " "))
                .map(command -> new Offer(command.name().substring(first.length() + 1), command.summary(), true))
                .toList();
    }

    /** What stands already is not offered again, unless it may be repeated. */
    private static List<Offer> options(CompletionLine line) {
        Predicate<OptionSpec> stands = option ->
                line.words().stream().anyMatch(word -> option.isCalled(word) || word.startsWith(option.name() + "="));
        return Stream.concat(
                        line.command().map(CommandSpec::options).orElse(List.of()).stream(), Options.GLOBAL.stream())
                .filter(option -> !stands.test(option) || option.description().contains("may be repeated"))
                .map(option -> new Offer(option.name(), option.description(), true))
                .toList();
    }

    private static List<Offer> beginning(String word, List<Offer> offers) {
        return offers.stream()
                .filter(offer -> offer.value().startsWith(word))
                .distinct()
                .toList();
    }
}
