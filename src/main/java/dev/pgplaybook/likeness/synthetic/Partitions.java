package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.sql.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Keeps rows inside the partitions that are there. */
final class Partitions {

    private Partitions() {}

    /** Gives whether every row that keeps to the restrictions has a partition to go to. */
    static boolean restrict(Table table, Restrictions restrictions) {
        if (!table.partitioned() || table.partitions().isEmpty()) {
            return true;
        }
        List<Restrictions> each = new ArrayList<>();
        for (String partition : table.partitions()) {
            Restrictions asked = Restrictions.of(Expression.of(partition));
            if (asked.isComplete()) {
                each.add(asked);
            }
        }
        if (each.isEmpty()) {
            return false;
        }
        if (!restrictToLists(each, restrictions)) {
            // The last one alone is enough to be right; by its bounds it is the one that is filled now.
            each.get(each.size() - 1)
                    .columns()
                    .forEach((column, restriction) -> restrictions.on(column).and(restriction));
        }
        return true;
    }

    /** Where each partition is for listed values of one column, all their values together. */
    private static boolean restrictToLists(List<Restrictions> each, Restrictions restrictions) {
        Set<String> columns = new TreeSet<>();
        List<String> values = new ArrayList<>();
        for (Restrictions partition : each) {
            columns.addAll(partition.columns().keySet());
            partition.columns().values().forEach(r -> r.allowed().ifPresent(values::addAll));
        }
        boolean listed = each.stream()
                .allMatch(p ->
                        p.columns().values().stream().allMatch(r -> r.allowed().isPresent()));
        if (columns.size() != 1 || !listed) {
            return false;
        }
        Restriction on = restrictions.on(columns.iterator().next());
        on.allow(values);
        on.notNull();
        return true;
    }
}
