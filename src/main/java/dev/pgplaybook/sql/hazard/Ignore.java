package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.problem.Location;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A comment by which an author says that a hazard is known.
 *
 * @param mostRows it holds up to so many rows of the table
 * @param statement the index of the statement that it is for; absent where it is for the whole file
 * @param fault why it is not understood; empty where it is
 */
record Ignore(
        Location at, List<String> ids, OptionalLong mostRows, String reason, OptionalInt statement, String fault) {

    Ignore {
        ids = List.copyOf(ids);
    }

    boolean covers(Finding finding, int index) {
        return fault.isEmpty()
                && ids.contains(finding.rule().id())
                && (statement.isEmpty() || statement.getAsInt() == index);
    }

    /** Whether the table is larger than the author reckoned with. */
    boolean isOutgrownBy(Finding finding) {
        return mostRows.isPresent()
                && finding.rows().isPresent()
                && finding.rows().getAsLong() > mostRows.getAsLong();
    }
}
