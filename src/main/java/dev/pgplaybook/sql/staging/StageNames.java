package dev.pgplaybook.sql.staging;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of folders in Prisma's form that are applied one behind the other, and before the migration that comes next: the first keeps its
 * name, the others follow by seconds, or by numbers where there is no time for that.
 */
final class StageNames {

    private static final Pattern PRISMA = Pattern.compile("(\\d{14})_(.*)");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private final String name;
    private final boolean bySeconds;
    private int number;

    /**
     * Takes the name that the first keeps.
     *
     * @param next the migration behind it, where there is one
     * @param count how many names will be asked for
     */
    StageNames(String name, Optional<String> next, int count) {
        this.name = name;
        this.bySeconds = timed(count)
                .filter(last -> next.filter(n -> n.compareTo(last) <= 0).isEmpty())
                .isPresent();
    }

    String next(String what) {
        number++;
        if (number == 1) {
            return name;
        }
        String words = what.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        return bySeconds
                ? timed(number).orElseThrow() + "_" + number + "_" + words
                : name + String.format(Locale.ROOT, "_%02d_", number) + words;
    }

    /** The name with the time that the folder of this number has; nothing where it has none. */
    private Optional<String> timed(int number) {
        Matcher matcher = PRISMA.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            LocalDateTime time = LocalDateTime.parse(matcher.group(1), TIME).plusSeconds(number - 1L);
            return Optional.of(TIME.format(time) + "_" + matcher.group(2));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
