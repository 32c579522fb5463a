package dev.pgplaybook.schema;

import dev.pgplaybook.schema.Difference.Nature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts what follows from a difference into it: with a table go its columns, with a partitioned index those of its partitions. */
final class Folding {

    private final Map<String, Difference> byKey = new LinkedHashMap<>();
    private final Map<String, List<Fact>> parts = new HashMap<>();

    private Folding(List<Difference> found) {
        found.forEach(
                difference -> byKey.put(difference.nature() + difference.fact().key(), difference));
    }

    static List<Difference> of(List<Difference> found) {
        return new Folding(found).folded();
    }

    private List<Difference> folded() {
        List<Difference> heads = new ArrayList<>();
        for (Difference difference : byKey.values()) {
            Optional<Difference> head = head(difference);
            if (head.isPresent()) {
                parts.computeIfAbsent(key(head.get()), k -> new ArrayList<>()).add(difference.fact());
            } else {
                heads.add(difference);
            }
        }
        return heads.stream()
                .map(head -> head.with(parts.getOrDefault(key(head), List.of())))
                .toList();
    }

    /** The outermost thing that differs in the same way and that this goes with. */
    private Optional<Difference> head(Difference difference) {
        Optional<Difference> outer = outer(difference);
        return outer.isEmpty() ? Optional.empty() : head(outer.get()).or(() -> outer);
    }

    /**
     * A shape is its own even where the table has another; only what is inherited follows the shape of what it comes from, and that an
     * index is a partition's follows from its table's being one.
     */
    private Optional<Difference> outer(Difference difference) {
        Fact fact = difference.fact();
        for (String within : fact.within()) {
            Optional<Difference> other = Optional.ofNullable(byKey.get(difference.nature() + within));
            boolean follows =
                    difference.nature() != Nature.DIFFERENT || isInherited(fact, within) || isAttachment(difference);
            if (other.isPresent() && follows) {
                return other;
            }
        }
        return Optional.empty();
    }

    private static boolean isInherited(Fact fact, String from) {
        return fact.kind() != FactKind.TABLE && from.startsWith(fact.kind().word() + " ");
    }

    private static boolean isAttachment(Difference difference) {
        return difference.fact().kind() == FactKind.INDEX
                && unattached(difference.before().orElseThrow())
                        .equals(unattached(difference.after().orElseThrow()));
    }

    private static String unattached(Fact index) {
        int attachment = index.definition().lastIndexOf(" PARTITION OF ");
        return attachment < 0 ? index.definition() : index.definition().substring(0, attachment);
    }

    private static String key(Difference difference) {
        return difference.nature() + difference.fact().key();
    }
}
