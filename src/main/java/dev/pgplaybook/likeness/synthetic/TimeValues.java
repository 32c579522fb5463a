package dev.pgplaybook.likeness.synthetic;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/** Dates and times. All are fixed: what "now" is would make the same seed give other rows tomorrow. */
final class TimeValues {

    private static final long DAY = 86_400;
    private static final long FIRST_DAY = LocalDate.of(2023, 1, 1).toEpochDay();
    private static final long TWO_YEARS = 730;
    private static final long MOST_DAYS = 1_000_000;

    private TimeValues() {}

    static Values dates(Restriction restriction) {
        Optional<Long> low = restriction.low().flatMap(b -> day(b, 1));
        Optional<Long> high = restriction.high().flatMap(b -> day(b, -1));
        long start = low.orElseGet(
                () -> high.map(h -> Math.min(FIRST_DAY, h - TWO_YEARS)).orElse(FIRST_DAY));
        long count = Math.max(0, high.map(h -> h - start + 1).orElse(MOST_DAYS));
        return new FormedValues(count, Math.min(count, TWO_YEARS), true, (n, out) -> appendDay(start + n, out));
    }

    /** @param zone what follows the time, for those with a time zone */
    static Values timestamps(Restriction restriction, String zone) {
        Optional<Long> low = restriction.low().flatMap(b -> second(b, 1));
        Optional<Long> high = restriction.high().flatMap(b -> second(b, -1));
        long start = low.orElseGet(() ->
                high.map(h -> Math.min(FIRST_DAY * DAY, h - TWO_YEARS * DAY)).orElse(FIRST_DAY * DAY));
        long count = Math.max(0, high.map(h -> h - start + 1).orElse(Values.MANY / DAY));
        return new FormedValues(count, Math.min(count, TWO_YEARS * DAY), true, (n, out) -> {
            long second = start + n;
            appendDay(Math.floorDiv(second, DAY), out);
            out.append(' ');
            appendTime(Math.floorMod(second, DAY), out);
            out.append(zone);
        });
    }

    static Values times(String zone) {
        return FormedValues.of(DAY, (n, out) -> {
            appendTime(n, out);
            out.append(zone);
        });
    }

    static void appendDay(long epochDay, StringBuilder out) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        out.append(date.getYear() < 1000 ? "0" : "").append(date.getYear()).append('-');
        two(date.getMonthValue(), out);
        out.append('-');
        two(date.getDayOfMonth(), out);
    }

    private static void appendTime(long second, StringBuilder out) {
        two(second / 3600, out);
        out.append(':');
        two(second / 60 % 60, out);
        out.append(':');
        two(second % 60, out);
    }

    private static void two(long number, StringBuilder out) {
        out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static Optional<Long> day(Restriction.Bound bound, int inwards) {
        return time(bound).map(t -> t.toLocalDate().toEpochDay() + (bound.inclusive() ? 0 : inwards));
    }

    private static Optional<Long> second(Restriction.Bound bound, int inwards) {
        return time(bound).map(t -> t.toEpochSecond(java.time.ZoneOffset.UTC) + (bound.inclusive() ? 0 : inwards));
    }

    private static Optional<LocalDateTime> time(Restriction.Bound bound) {
        try {
            String text = bound.text().strip().replace(' ', 'T').replaceFirst("[+-][0-9:]+$", "");
            String whole = bound.text().strip();
            return Optional.of(
                    whole.length() <= 10 ? LocalDate.parse(whole).atStartOfDay() : LocalDateTime.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
