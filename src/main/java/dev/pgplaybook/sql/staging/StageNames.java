package dev.pgplaybook.sql.staging;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of folders in Prisma's form that are applied one behind the other: the first keeps its name, the others follow by seconds. */
final class StageNames {

    private static final Pattern PRISMA = Pattern.compile("(\\d{14})_(.*)");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private final String name;
    private int number;

    StageNames(String name) {
        this.name = name;
    }

    String next(String what) {
        number++;
        if (number == 1) {
            return name;
        }
        String suffix =
                "_" + number + "_" + what.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        Matcher matcher = PRISMA.matcher(name);
        if (matcher.matches()) {
            try {
                LocalDateTime time = LocalDateTime.parse(matcher.group(1), TIME).plusSeconds(number - 1L);
                return TIME.format(time) + "_" + matcher.group(2) + suffix;
            } catch (DateTimeException e) {
                return name + suffix;
            }
        }
        return name + suffix;
    }
}
