package dev.pgplaybook.schema;

import dev.pgplaybook.schema.Difference.Nature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tables whose columns, as far as both schemas have them, stand in another order. */
final class ColumnOrder {

    private ColumnOrder() {}

    static List<Difference> between(Snapshot before, Snapshot after) {
        Map<String, List<Fact>> columns = columns(after);
        List<Difference> reordered = new ArrayList<>();
        columns(before).forEach((table, ours) -> {
            List<String> theirs = keys(columns.getOrDefault(table, List.of()));
            List<String> common = keys(ours);
            common.retainAll(theirs);
            theirs.retainAll(common);
            Fact fact = before.facts().get(table);
            if (fact != null && !common.equals(theirs)) {
                reordered.add(new Difference(
                        Nature.REORDERED,
                        Optional.of(listed(fact, common)),
                        Optional.of(listed(fact, theirs)),
                        List.of()));
            }
        });
        return reordered;
    }

    private static Map<String, List<Fact>> columns(Snapshot snapshot) {
        Map<String, List<Fact>> columns = new TreeMap<>();
        snapshot.facts().values().stream()
                .filter(fact -> fact.kind() == FactKind.COLUMN)
                .sorted(Comparator.comparingInt(Fact::position))
                .forEach(fact -> columns.computeIfAbsent(fact.within().get(0), table -> new ArrayList<>())
                        .add(fact));
        return columns;
    }

    private static List<String> keys(List<Fact> facts) {
        return new ArrayList<>(facts.stream().map(Fact::key).toList());
    }

    private static Fact listed(Fact table, List<String> columns) {
        int prefix = (FactKind.COLUMN.word() + " " + table.identity() + ".").length();
        String names = String.join(
                ", ", columns.stream().map(key -> key.substring(prefix)).toList());
        return new Fact(table.kind(), table.identity(), "(" + names + ")", List.of(), 0);
    }
}
