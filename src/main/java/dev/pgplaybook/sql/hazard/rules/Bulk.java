package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Words;
import dev.pgplaybook.sql.change.RowChange;
import dev.pgplaybook.sql.hazard.Advice;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a statement changes many rows, as far as its words tell. */
final class Bulk {

    /** A column that is compared with a value: a person who writes that means a few rows. */
    private static final Pattern NAMED = Pattern.compile("(?i)(=|\\bIN\\s*\\()\\s*(E?'|-?\\d|\\$\\d)");

    private static final Pattern NULL_ASKED = Pattern.compile("(?i)\\bIS\\s+NULL\\b");

    private Bulk() {}

    static boolean isOf(RowChange change) {
        if (change instanceof RowChange.Update update) {
            return !update.limited() && isMany(update.where(), update.joined());
        } else if (change instanceof RowChange.Delete delete) {
            return !delete.limited() && isMany(delete.where(), delete.joined());
        } else if (change instanceof RowChange.Insert insert) {
            return insert.fromQuery()
                    && insert.part().text().toUpperCase(java.util.Locale.ROOT).contains("FROM");
        }
        return false;
    }

    private static boolean isMany(Optional<String> where, boolean joined) {
        if (where.isEmpty() || joined) {
            return true;
        }
        String condition = where.get();
        return NULL_ASKED.matcher(condition).find() || !NAMED.matcher(condition).find();
    }

    static String instead(RowChange change) {
        if (change instanceof RowChange.Update update && !update.joined()) {
            Words words = Words.of(update.part().text());
            int set = words.find(0, "SET");
            int where = words.find(Math.max(0, set), "WHERE");
            String text = update.part().text();
            int from = set < 0 ? 0 : words.at(set).end();
            int to = where < 0 ? text.length() : words.at(where).start();
            return Advice.batches(
                    update.table(),
                    text.substring(from, to).strip(),
                    update.where().orElse("…"));
        }
        if (change instanceof RowChange.Delete delete && !delete.joined()) {
            return "DELETE FROM " + delete.table() + " WHERE ctid IN (SELECT ctid FROM " + delete.table() + " WHERE "
                    + delete.where().orElse("true")
                    + " LIMIT 5000);\n-- again, each in a transaction of its own, until no row is left";
        }
        return "in batches of some thousand rows, each in a transaction of its own";
    }
}
