package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Suggestion;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads single values: texts, names, numbers, durations, paths and words of a fixed list. */
final class Values {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,10})(ms|s|m|h)");

    /** PostgreSQL's timeouts are milliseconds in 32 bits. */
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private Values() {}

    /** A text that means itself: titles, questions, words for people. */
    static String text(Field field) {
        String text = field.scalarOf(String.class, "a text").orElse("");
        if (field.isText() && text.isBlank()) {
            field.badValue(field.path() + " must not be blank");
        }
        return text;
    }

    /** A text that may hold variables. */
    static Text template(Field field) {
        if (!field.isText()) {
            field.wrongType("a text");
            return Text.none(field.at());
        }
        Text text = new Text(((Node.Leaf) field.node()).source());
        text.malformed()
                .ifPresent(place -> field.reading()
                        .problems()
                        .add(
                                ProblemCode.PB106,
                                place,
                                "${ starts no variable here",
                                "write ${NAME} or ${NAME:-text}; $${ stands for the signs themselves"));
        return text;
    }

    static String name(Field field) {
        return name(field, NameRule.NAME);
    }

    static String name(Field field, NameRule rule) {
        String name = field.scalarOf(String.class, "a text").orElse("");
        if (field.isText()) {
            rule.hold(name, field.at(), field.reading().problems());
        }
        return name;
    }

    static List<String> texts(Field list) {
        return list.items().stream().map(Values::text).toList();
    }

    static List<String> names(Field list, NameRule rule) {
        return list.items().stream().map(item -> name(item, rule)).toList();
    }

    static boolean flag(Field field) {
        return field.scalarOf(Boolean.class, "true or false").orElse(false);
    }

    static int whole(Field field, int least, int most) {
        return field.scalarOf(BigDecimal.class, "a number")
                .map(number -> within(field, number, least, most))
                .orElse(least);
    }

    private static int within(Field field, BigDecimal number, int least, int most) {
        boolean fits = number.stripTrailingZeros().scale() <= 0
                && number.compareTo(BigDecimal.valueOf(least)) >= 0
                && number.compareTo(BigDecimal.valueOf(most)) <= 0;
        if (!fits) {
            field.badValue(field.path() + " must be a whole number from " + least + " to " + most);
        }
        return fits ? number.intValueExact() : least;
    }

    static Duration duration(Field field) {
        if (!field.isText()) {
            String hint = field.written().matches("[0-9]+") ? "write " + field.written() + "s" : "write 2s";
            field.wrongType("a duration", hint);
            return Duration.ZERO;
        }
        String written = field.written();
        Matcher matcher = DURATION.matcher(written);
        Duration duration = matcher.matches() ? duration(matcher) : Duration.ZERO;
        if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
            field.badValue(
                    field.path() + " is " + written + ", which is no duration from 1ms to 596h",
                    "write 500ms, 2s, 15m or 1h");
        }
        return duration;
    }

    private static Duration duration(Matcher matcher) {
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** A path as seen from the playbook's folder. */
    static Path path(Field field) {
        String written = text(field);
        Path playbook = field.reading().file();
        if (written.contains("${")) {
            field.badValue(field.path() + " is a path, where variables have no place", "write the path itself");
            return playbook;
        }
        try {
            return playbook.resolveSibling(written).normalize();
        } catch (InvalidPathException e) {
            field.badValue(field.path() + " is no path on this system");
            return playbook;
        }
    }

    /** One of an enum's values by its word. */
    static <E extends Enum<E>> E word(Field field, Class<E> type, Function<E, String> word) {
        E[] all = type.getEnumConstants();
        String written = field.scalarOf(String.class, "a text").orElse("");
        List<String> words = Arrays.stream(all).map(word).toList();
        if (field.isText() && !words.contains(written)) {
            field.badValue(
                    field.path() + " cannot be " + YamlText.shortened(written),
                    Suggestion.hint(written.toLowerCase(Locale.ROOT), words));
        }
        return all[Math.max(0, words.indexOf(written))];
    }
}
