package dev.pgplaybook.migration;

import com.ibm.icu.text.Collator;
import com.ibm.icu.util.ULocale;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The order in which Prisma takes migrations since its CLI 6.17: JavaScript's {@code localeCompare}, which is ICU's root collation.
 * Letters come before case, and {@code 1_a} before {@code 10_a}. Names that ICU finds equal stand in the order of their bytes, so
 * that no file system decides.
 */
final class NameOrder {

    /** Prisma's order before 6.17. */
    static final Comparator<String> BYTES = (left, right) -> Arrays.compareUnsigned(utf8(left), utf8(right));

    /** Printable ASCII as the root collation has it, lower case standing for both cases. */
    private static final String ASCII = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";

    private NameOrder() {}

    /**
     * The order for these names. ICU's classes take a noticeable part of a short command's time, so they are loaded only for a name
     * that is not printable ASCII; for all others the table gives what ICU would.
     */
    static Comparator<String> of(Collection<String> names) {
        return names.stream().allMatch(NameOrder::isPrintableAscii) ? NameOrder::compareAscii : icu();
    }

    static Comparator<String> icu() {
        Collator root = Collator.getInstance(ULocale.ROOT);
        // JavaScript compares what is canonically equivalent as equal.
        root.setDecomposition(Collator.CANONICAL_DECOMPOSITION);
        Comparator<String> order = root::compare;
        return order.thenComparing(BYTES);
    }

    static int compareAscii(String left, String right) {
        int common = Math.min(left.length(), right.length());
        Optional<Integer> letters = IntStream.range(0, common)
                .mapToObj(i -> Integer.compare(letter(left.charAt(i)), letter(right.charAt(i))))
                .filter(difference -> difference != 0)
                .findFirst();
        if (letters.isPresent() || left.length() != right.length()) {
            return letters.orElseGet(() -> Integer.compare(left.length(), right.length()));
        }
        // The same letters: the first difference in case decides, and lower case comes first, unlike in ASCII.
        return right.compareTo(left);
    }

    private static int letter(char c) {
        return ASCII.indexOf(Character.toLowerCase(c));
    }

    private static boolean isPrintableAscii(String name) {
        return name.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private static byte[] utf8(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
