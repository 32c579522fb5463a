package dev.pgplaybook.schema;

import dev.pgplaybook.schema.Difference.Nature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How one schema differs from another, each thing said once.
 *
 * @param differences by table, and there in the order of kinds
 */
public record Drift(List<Difference> differences) {

    public Drift {
        differences = List.copyOf(differences);
    }

    /** What one would have to do to the first to have the second, as a list of what differs. */
    public static Drift between(Snapshot before, Snapshot after) {
        List<Difference> found = new ArrayList<>();
        before.facts().forEach((key, fact) -> {
            Fact other = after.facts().get(key);
            if (other == null) {
                found.add(Difference.missing(fact));
            } else if (!fact.definition().equals(other.definition())) {
                found.add(Difference.between(Nature.DIFFERENT, fact, other));
            }
        });
        after.facts().forEach((key, fact) -> {
            if (!before.facts().containsKey(key)) {
                found.add(Difference.added(fact));
            }
        });
        List<Difference> told = new ArrayList<>(Folding.of(Renames.among(found)));
        told.addAll(ColumnOrder.between(before, after));
        told.sort(Comparator.comparing((Difference d) -> d.fact().home())
                .thenComparing(d -> d.fact().kind())
                .thenComparing(d -> d.fact().identity()));
        return new Drift(told);
    }

    public boolean isEmpty() {
        return differences.isEmpty();
    }

    /** Without what only people who look for it would notice. */
    public Drift withoutLesser() {
        return new Drift(differences.stream().filter(d -> !d.isLesser()).toList());
    }

    /** By the table, view or type that it is about. */
    public Map<String, List<Difference>> byHome() {
        return differences.stream()
                .collect(Collectors.groupingBy(d -> d.fact().home(), TreeMap::new, Collectors.toList()));
    }
}
