package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Event.Stall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Says how long those stop who use a table, and what that would be with other numbers of rows: a range, and what it rests on.
 *
 * @param elsewhere rows of tables where the migration is to run in earnest; empty where nobody knows
 */
record StallWords(Map<String, Long> elsewhere) {

    /** Sorting, and memory that does not suffice any more, make it worse than rows alone tell. */
    private static final long WORSE = 2;

    private static final double ALIKE = 0.8;

    List<String> of(List<Stall> stalls) {
        List<String> lines = new ArrayList<>();
        List<Stall> wholes =
                stalls.stream().filter(stall -> stall.statement() == 0).toList();
        for (Stall whole : wholes) {
            Optional<Stall> other = wholes.stream()
                    .filter(stall -> !stall.equals(whole) && stall.relation().equals(whole.relation()))
                    .filter(stall -> isAlike(stall, whole))
                    .findFirst();
            boolean saidBefore = other.isPresent() && wholes.indexOf(other.get()) < wholes.indexOf(whole);
            if (whole.longestMillis() > 0 && !saidBefore) {
                String who = other.isPresent() ? "readers and writers" : whole.who();
                lines.add(who + " of " + whole.relation() + " stop for " + WalkScreen.took(whole.longestMillis())
                        + where(whole, parts(whole, stalls)));
            }
            whole.fails()
                    .ifPresent(why -> lines.add(whole.who() + " of " + whole.relation()
                            + " that know its old shape fail behind the migration: " + why));
        }
        return lines;
    }

    private static boolean isAlike(Stall one, Stall other) {
        long less = Math.min(one.longestMillis(), other.longestMillis());
        return less > ALIKE * Math.max(one.longestMillis(), other.longestMillis());
    }

    private static List<Stall> parts(Stall whole, List<Stall> stalls) {
        return stalls.stream()
                .filter(stall -> stall.statement() > 0
                        && stall.relation().equals(whole.relation())
                        && stall.who().equals(whole.who()))
                .sorted(Comparator.comparing(Stall::longestMillis).reversed())
                .toList();
    }

    /** The statement at which most of it is waited, and what it is elsewhere. */
    private String where(Stall whole, List<Stall> parts) {
        if (parts.isEmpty()) {
            return "";
        }
        Stall worst = parts.get(0);
        boolean all = worst.longestMillis() * 10 >= whole.longestMillis() * 9;
        String at = (all ? "" : ", " + WalkScreen.took(worst.longestMillis()) + " of it") + " at statement "
                + worst.statement();
        if (worst.causeRows() == 0) {
            return at;
        }
        String rows = number(worst.causeRows()) + " rows"
                + (worst.cause().equals(whole.relation()) ? "" : " of " + worst.cause());
        Long there = elsewhere.get(worst.cause());
        return at + " (" + rows + ")" + (there == null ? "" : scaled(whole, parts, worst, there));
    }

    /** Each statement by the rows that it works on; what is not known to grow stays as it is. */
    private String scaled(Stall whole, List<Stall> parts, Stall worst, long there) {
        if (!worst.grows()) {
            return "; it does not grow with the rows";
        }
        long least = whole.longestMillis();
        for (Stall part : parts) {
            Long rows = elsewhere.get(part.cause());
            if (part.grows() && rows != null && part.causeRows() > 0) {
                least += (long) (part.longestMillis() * ((double) rows / part.causeRows() - 1));
            }
        }
        return "; at " + number(there) + " expect " + range(least, least * WORSE)
                + " (in proportion to the rows, and up to twice that)";
    }

    private static String range(long least, long most) {
        if (most < 1_000) {
            return "less than 1 s";
        }
        return most < 120_000
                ? (least + 500) / 1_000 + " to " + (most + 999) / 1_000 + " s"
                : (least + 30_000) / 60_000 + " to " + (most + 59_999) / 60_000 + " min";
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
