package dev.pgplaybook.shell;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command line, understood: which command, with what. Options are under their long names. */
record Invocation(CommandSpec command, List<String> arguments, Map<String, List<String>> options) {

    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]*)(ms|s|m|h)");

    Optional<String> argument(int index) {
        return index < arguments.size() ? Optional.of(arguments.get(index)) : Optional.empty();
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    /** The last value given, as later ones override earlier ones. */
    Optional<String> value(String option) {
        return all(option).stream().reduce((earlier, later) -> later);
    }

    List<String> all(String option) {
        return options.getOrDefault(option, List.of());
    }

    /**
     * A time such as 500ms, 2s, 15m or 1h.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB518 when it is none
     */
    Optional<Duration> duration(String option) {
        return value(option).map(text -> {
            Matcher matcher = DURATION.matcher(text);
            if (!matcher.matches()) {
                throw Problem.of(ProblemCode.PB518, option + " must be a time, not " + text)
                        .hint("write " + option + " 30s; ms, s, m and h are known")
                        .asException();
            }
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
            };
        });
    }
}
