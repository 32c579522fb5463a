package dev.pgplaybook.migration;

import dev.pgplaybook.sql.DataDemand;
import java.util.Optional;

/**
 * A demand of a pending migration's, and whether the rows of today can answer it.
 *
 * @param question absent where they cannot
 * @param why they cannot; empty where they can
 * @param certain whether nothing that is pending comes between: rows that are in the way now will be
 * @param adds whether the demand is about a column that is still to be added
 */
public record Foreseen(
        DataDemand demand,
        Migration migration,
        Optional<RowQuestion> question,
        String why,
        boolean certain,
        boolean adds) {

    static Foreseen unasked(DataDemand demand, Migration migration, String why) {
        return new Foreseen(demand, migration, Optional.empty(), why, false, false);
    }
}
