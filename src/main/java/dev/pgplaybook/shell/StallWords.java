package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Event.Stall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says how long those stop who use a table, and what that would be with other numbers of rows: a range, and what it rests on.
 *
 * @param elsewhere rows of tables where the migration is to run in earnest; empty where nobody knows
 */
record StallWords(Map<String, Long> elsewhere) {

    /** Sorting and memory that does not suffice any more make it worse than rows alone tell. */
    private static final long WORSE = 2;

    List<String> of(List<Stall> stalls) {
        List<String> lines = new ArrayList<>();
        for (Stall whole :
                stalls.stream().filter(stall -> stall.statement() == 0).toList()) {
            String whom = whole.who() + " of " + whole.relation();
            if (whole.longestMillis() > 0) {
                stalls.stream()
                        .filter(stall -> stall.statement() > 0
                                && stall.relation().equals(whole.relation())
                                && stall.who().equals(whole.who()))
                        .max(Comparator.comparing(Stall::longestMillis))
                        .ifPresentOrElse(
                                worst -> lines.add(whom + " stop for " + time(whole.longestMillis()) + at(whole, worst)
                                        + scaled(whole)),
                                () -> lines.add(whom + " stop for " + time(whole.longestMillis()) + scaled(whole)));
            }
            whole.fails().ifPresent(why -> lines.add(whom + " that know the old shape fail afterwards: " + why));
        }
        return lines;
    }

    /** The statement at which most of it is waited. */
    private static String at(Stall whole, Stall worst) {
        boolean all = worst.longestMillis() * 10 >= whole.longestMillis() * 9;
        return (all ? " at statement " : ", " + time(worst.longestMillis()) + " of it at statement ")
                + worst.statement();
    }

    private String scaled(Stall whole) {
        String rows = " (" + number(whole.rows()) + " rows)";
        Long there = elsewhere.get(whole.relation());
        if (there == null || whole.rows() == 0) {
            return rows;
        }
        if (!whole.grows()) {
            return rows + "; it does not grow with the rows";
        }
        double factor = (double) there / whole.rows();
        long least = (long) (whole.longestMillis() * factor);
        return rows + "; at " + number(there) + " expect " + range(least, least * WORSE)
                + " (in proportion to the rows, and up to twice that)";
    }

    private static String range(long least, long most) {
        return most < 1_000
                ? "less than 1 s"
                : most < 120_000
                        ? (least + 500) / 1_000 + " to " + (most + 999) / 1_000 + " s"
                        : least / 60_000 + " to " + (most + 59_999) / 60_000 + " min";
    }

    private static String time(long millis) {
        return WalkScreen.took(millis);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
