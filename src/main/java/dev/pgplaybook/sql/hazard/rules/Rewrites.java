package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Schema;

/** What makes a table be written anew, for those who would write it otherwise. */
public final class Rewrites {

    private Rewrites() {}

    /** Whether a default gives each row a value of its own. */
    public static boolean isPerRow(String value, Facts facts) {
        return Volatility.culprit(value, facts).isPresent();
    }

    /** Whether the values that are there stay as they are. */
    public static boolean keeps(TableChange.ChangeType change, Schema schema) {
        return TypeChange.of(schema.column(change.table(), change.column()).map(Schema.Column::type), change, false)
                == TypeChange.KEEPS;
    }
}
