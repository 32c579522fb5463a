package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.likeness.synthetic.Table.ForeignKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tables so that each comes behind those it refers to. Where they go round in a circle, some references are left open at first. */
final class LoadOrder {

    /** A table, and the references that can be set only when all tables are filled. */
    record Turn(Table table, List<ForeignKey> open) {}

    private LoadOrder() {}

    static List<Turn> of(List<Table> tables) {
        List<Table> left = new ArrayList<>(tables);
        Set<Long> waiting = new HashSet<>();
        tables.forEach(table -> waiting.add(table.oid()));
        List<Turn> turns = new ArrayList<>();
        while (!left.isEmpty()) {
            Table next = left.stream()
                    .min(Comparator.comparingInt((Table table) -> cost(table, waiting)))
                    .orElseThrow();
            left.remove(next);
            turns.add(new Turn(next, open(next, waiting)));
            waiting.remove(next.oid());
        }
        return turns;
    }

    /** A reference that may be NULL for a while is cheap to leave open, and one to the table itself always is open. */
    private static int cost(Table table, Set<Long> waiting) {
        return open(table, waiting).stream()
                .filter(key -> key.referenced() != table.oid())
                .mapToInt(key -> table.allowsNull(key.columns()) ? 1 : 1000)
                .sum();
    }

    private static List<ForeignKey> open(Table table, Set<Long> waiting) {
        return table.foreignKeys().stream()
                .filter(key -> waiting.contains(key.referenced()))
                .toList();
    }
}
