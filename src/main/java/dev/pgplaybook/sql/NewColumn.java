package dev.pgplaybook.sql;

import java.util.Optional;

/**
 * A column that ALTER TABLE adds, and what it holds in the rows that are there by then. All text is as written.
 *
 * @param value the default or generating expression; absent where there is none, and the rows hold NULL
 * @param numbered whether each row gets a number of its own: serial and identity
 * @param ifMissing whether it is added only where it is not there
 */
public record NewColumn(
        String table, String column, String type, Optional<String> value, boolean numbered, boolean ifMissing) {

    private static final java.util.Set<String> STEADY =
            java.util.Set.of("now", "lower", "upper", "coalesce", "length", "array");

    /** Whether what the rows hold can be written as an expression that gives the same each time. */
    public boolean isSteady() {
        return value.map(expression -> callsOnly(Words.of(expression))).orElse(true) && !numbered;
    }

    /** Whether the rows that are there are known to hold NULL. */
    public boolean isNull() {
        return !numbered
                && value.map(expression -> expression.equalsIgnoreCase("NULL")).orElse(true);
    }

    private static boolean callsOnly(Words words) {
        for (int i = 0; i + 1 < words.size(); i++) {
            boolean call =
                    words.at(i).kind() == TokenKind.WORD && words.at(i + 1).kind() == TokenKind.OPEN;
            if (call && !STEADY.contains(Name.meant(words.at(i).text()))) {
                return false;
            }
        }
        return true;
    }
}
