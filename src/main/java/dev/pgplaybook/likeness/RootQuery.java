package dev.pgplaybook.likeness;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.likeness.SampleRequest.Amount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Collectors;

/**
 * Which rows of a table are taken for their own sake. Of a small table those are taken whose key, hashed with the seed, is low: the same
 * ones wherever they lie. A large one is not read whole: whole pages of it are taken, the same ones as long as nobody writes.
 */
record RootQuery(Table table, Amount amount, long seed) {

    /** From here on reading all of a table would be felt. */
    static final long LARGE = 256L << 20;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final long BUCKETS = 100_000_000;
    private static final BigDecimal BUCKETS_IN_A_PERCENT = BigDecimal.valueOf(BUCKETS / 100);

    /** How many times the wanted rows are looked at: pages are not equally full. */
    private static final long MARGIN = 2;

    /** What follows the select list. */
    String tail() {
        return amount instanceof Amount.Count count ? tail(count.rows()) : tail(((Amount.Share) amount).percent());
    }

    private String tail(BigDecimal percent) {
        if (percent.compareTo(HUNDRED) >= 0) {
            return " FROM " + table.from();
        }
        if (isLarge()) {
            return " FROM " + table.from() + pages(percent);
        }
        long low = percent.multiply(BUCKETS_IN_A_PERCENT).longValue();
        return " FROM " + table.from() + " WHERE " + hash() + " % " + BUCKETS + " < " + low;
    }

    private String tail(long rows) {
        if (isLarge() && table.rows() > rows * MARGIN) {
            BigDecimal percent = BigDecimal.valueOf(rows * MARGIN)
                    .multiply(HUNDRED)
                    .divide(BigDecimal.valueOf(table.rows()), 6, RoundingMode.UP);
            return " FROM " + table.from() + pages(percent.min(HUNDRED)) + " LIMIT " + rows;
        }
        return " FROM " + table.from() + " ORDER BY " + hash() + ", " + key() + " LIMIT " + rows;
    }

    private boolean isLarge() {
        return table.bytes() >= LARGE;
    }

    private String pages(BigDecimal percent) {
        return " TABLESAMPLE SYSTEM (" + percent.toPlainString() + ") REPEATABLE (" + seed + ")";
    }

    private String hash() {
        return "(hashtextextended(" + key() + ", " + seed + ") & 9223372036854775807)";
    }

    private String key() {
        String row = table.key().isEmpty()
                ? "t.*"
                : table.key().stream()
                        .map(column -> "t." + Identifiers.quote(column))
                        .collect(Collectors.joining(", "));
        return (table.key().size() == 1 ? "(" + row + ")" : table.key().isEmpty() ? "(t.*)" : "ROW(" + row + ")")
                + "::text COLLATE \"C\"";
    }
}
