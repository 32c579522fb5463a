package dev.pgplaybook.step;

import java.util.List;
import java.util.stream.Collectors;

/** Small things that people read. */
final class Words {

    private static final int LINE = 100;

    private Words() {}

    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The first of these, and how many more there are. */
    static String first(int most, List<String> all) {
        String more = all.size() > most ? ", and " + (all.size() - most) + " more" : "";
        return all.stream().limit(most).collect(Collectors.joining(", ")) + more;
    }

    /** A text on one line, cut where it is longer than a screen is wide. */
    static String oneLine(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LINE ? line : line.substring(0, LINE - 1) + "…";
    }
}
