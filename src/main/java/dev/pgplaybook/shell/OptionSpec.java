package dev.pgplaybook.shell;

import java.util.List;
import java.util.Optional;

/**
 * An option of a command.
 *
 * @param name with its dashes, such as {@code --target}
 * @param value what stands behind it, in capitals; absent for a switch
 * @param choices the only values that are allowed, where they are few
 */
record OptionSpec(
        String name, Optional<String> shortName, Optional<String> value, List<String> choices, String description) {

    static OptionSpec flag(String name, String description) {
        return new OptionSpec(name, Optional.empty(), Optional.empty(), List.of(), description);
    }

    static OptionSpec valued(String name, String value, String description) {
        return new OptionSpec(name, Optional.empty(), Optional.of(value), List.of(), description);
    }

    static OptionSpec choice(String name, List<String> choices, String description) {
        return new OptionSpec(name, Optional.empty(), Optional.of(String.join("|", choices)), choices, description);
    }

    OptionSpec shortly(String letter) {
        return new OptionSpec(name, Optional.of(letter), value, choices, description);
    }

    boolean isCalled(String typed) {
        return name.equals(typed) || shortName.filter(typed::equals).isPresent();
    }

    /** As help shows it. */
    String usage() {
        return shortName.map(s -> s + ", ").orElse("")
                + name
                + value.map(v -> " " + v).orElse("");
    }
}
