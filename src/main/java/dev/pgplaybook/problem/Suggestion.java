package dev.pgplaybook.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean": the nearest of the names that would have been right. */
public final class Suggestion {

    private Suggestion() {}

    /** The nearest candidate, where it is near enough to be what was meant: one edit in three letters, and a common prefix counts. */
    public static Optional<String> nearest(String typed, Collection<String> candidates) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, typed.length() / 3);
        return candidates.stream()
                .filter(c -> distance(wanted, c.toLowerCase(Locale.ROOT)) <= limit || isPrefix(wanted, c))
                .min(Comparator.comparingInt((String c) -> distance(wanted, c.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** "did you mean X?", or what is allowed where nothing is near. */
    public static String hint(String typed, Collection<String> candidates) {
        return nearest(typed, candidates)
                .map(name -> "did you mean " + name + "?")
                .orElseGet(() -> candidates.isEmpty()
                        ? "nothing is allowed here"
                        : "known here: " + String.join(", ", candidates));
    }

    private static boolean isPrefix(String typed, String candidate) {
        return typed.length() >= 3 && candidate.toLowerCase(Locale.ROOT).startsWith(typed);
    }

    /** Edits (insert, delete, replace, swap of neighbours) between two words. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int cheapest(int[][] d, String a, String b, int i, int j) {
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
