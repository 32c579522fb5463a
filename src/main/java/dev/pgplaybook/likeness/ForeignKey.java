package dev.pgplaybook.likeness;

import dev.pgplaybook.database.Identifiers;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A reference from one table to another, or to itself.
 *
 * @param validated whether the server vouches for the rows that were there before it
 * @param full whether it is MATCH FULL
 */
record ForeignKey(String name, Table child, Table parent, boolean validated, boolean full, List<Pair> pairs) {

    /**
     * A referring column with the one that it refers to.
     *
     * @param operator by which the server compares them
     */
    record Pair(String child, String parent, String operator) {

        String matches(String parentValue, String childValue) {
            return parentValue + " " + operator + " " + childValue;
        }
    }

    String label() {
        return name + " of " + child.label();
    }

    /** A condition on {@code c}, a row of the child: it refers to a row that is not there. */
    String isOrphan() {
        String refers = pairs.stream()
                .map(pair -> "c." + Identifiers.quote(pair.child()) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        String found = pairs.stream()
                .map(pair ->
                        pair.matches("t." + Identifiers.quote(pair.parent()), "c." + Identifiers.quote(pair.child())))
                .collect(Collectors.joining(" AND "));
        return refers + " AND NOT EXISTS (SELECT FROM " + parent.from() + " WHERE " + found + ")";
    }

    /** The rows of the child, as {@code c}. */
    String fromChild() {
        return (child.partitioned() ? "" : "ONLY ") + child.sql() + " AS c";
    }
}
