package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.change.Part;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A hazard that was found.
 *
 * @param severity the rule's own, unless the size of the table or the occasion says otherwise
 * @param part what it is about; absent where it is about no statement
 * @param table as written; empty where it is about no one table
 * @param rows how many the table holds, where that is known
 * @param instead SQL or words; empty where there is nothing better
 * @param query shows the rows that are in the way
 */
public record Finding(
        Rule rule,
        Severity severity,
        Location at,
        Optional<Part> part,
        String table,
        OptionalLong rows,
        String said,
        String instead,
        Optional<String> query) {

    public Finding as(Severity other) {
        return new Finding(rule, other, at, part, table, rows, said, instead, query);
    }

    Finding saying(String more) {
        return new Finding(rule, severity, at, part, table, rows, said + more, instead, query);
    }

    /** Whether it is among those that weigh at least so much. */
    public boolean isAtLeast(Severity least) {
        return severity.compareTo(least) >= 0;
    }
}
