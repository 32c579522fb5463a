package dev.pgplaybook.likeness.synthetic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/** How a table's rows are made: which value each column takes in which row, so that what must be unique is. */
final class RowPlan {

    private static final long ONE_IN = 8;

    private final Table table;
    private final List<Source> sources;
    private final Mix mix;
    private long rows;

    /**
     * Plans.
     *
     * @param wanted how many rows there should be; {@link #rows} says how many there can be
     */
    RowPlan(Table table, List<Source> sources, Mix mix, long wanted) {
        this.table = table;
        this.sources = sources;
        this.mix = mix.of(table.schema()).of(table.name());
        this.rows = wanted;
        table.keys().stream()
                .sorted(Comparator.comparingInt((Table.Key key) -> members(key).size()))
                .forEach(this::makeUnique);
        sources.stream().filter(source -> !source.isAssigned()).forEach(source -> source.takeAtRandom(mixOf(source)));
    }

    long rows() {
        return rows;
    }

    /** The cells of a row, for the columns that have a source. */
    List<Cell> cells(Restrictions restrictions) {
        Set<String> inKeys = new HashSet<>();
        table.keys().forEach(key -> members(key).forEach(source -> inKeys.addAll(source.columns())));
        List<Cell> cells = new ArrayList<>();
        for (Source source : sources) {
            Mix ofNulls = mixOf(source).of("null");
            for (String column : source.columns()) {
                boolean mayBeNull = !inKeys.contains(column)
                        && table.column(column).stream().noneMatch(Table.Column::notNull)
                        && !restrictions.on(column).isNotNull();
                LongPredicate isNull = mayBeNull ? row -> ofNulls.below(ONE_IN, row) == 0 : row -> false;
                cells.add(new Cell(column, source.values(column), source, isNull));
            }
        }
        return cells;
    }

    private Mix mixOf(Source source) {
        return mix.of(String.join(",", source.columns()));
    }

    private void makeUnique(Table.Key key) {
        List<Source> members = members(key);
        if (members.isEmpty() || members.stream().anyMatch(source -> source.isUniqueFor(rows))) {
            return;
        }
        List<Source> free =
                members.stream().filter(source -> !source.isAssigned()).toList();
        free.stream()
                .filter(source -> source.size() >= rows)
                .min(Comparator.comparing(Source::isReference))
                .ifPresentOrElse(Source::takeInTurn, () -> makeTuples(free));
    }

    /** Every combination of the columns' values once, as an odometer counts. */
    private void makeTuples(List<Source> free) {
        if (free.isEmpty()) {
            return;
        }
        if (free.size() == 1) {
            rows = Math.min(rows, free.get(0).size());
            free.get(0).takeInTurn();
            return;
        }
        long every = 1;
        for (Source source : free) {
            source.takeInTurn(every);
            every = Math.min(Values.MANY, every * Math.max(1, source.size()));
        }
        rows = Math.min(rows, every);
    }

    private List<Source> members(Table.Key key) {
        return sources.stream()
                .filter(source -> source.columns().stream()
                        .anyMatch(column -> key.columns().contains(column)
                                || key.expressions().stream().anyMatch(e -> mentions(e, column))))
                .toList();
    }

    private static boolean mentions(String expression, String column) {
        return expression.contains(column);
    }
}
