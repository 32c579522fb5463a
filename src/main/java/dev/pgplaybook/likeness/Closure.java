package dev.pgplaybook.likeness;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings every row that a row of the sample refers to, and what those refer to, until nothing is missing. The sandbox itself knows what
 * is there: neither the target nor this process holds the keys, however many there are.
 */
record Closure(Catalog catalog, Masks masks, Session asked, Copying copying) {

    /** Values in one question to the target. */
    private static final int BATCH = 2_000;

    /** Copies rows of a table, given what follows the select list, and says how many. */
    interface Copying {
        long copy(Table table, Masks masks, String tail);
    }

    /**
     * Closes the sample, and makes sure.
     *
     * @return how many rows came with it
     * @throws dev.pgplaybook.problem.ProblemException PB621 when a row refers to one that the target does not have
     */
    long close() {
        long rows = 0;
        Set<ForeignKey> open = new LinkedHashSet<>(catalog.foreignKeys());
        while (!open.isEmpty()) {
            ForeignKey key = open.iterator().next();
            open.remove(key);
            long came = bringParents(key);
            if (came > 0) {
                open.addAll(catalog.from(key.parent()));
            }
            rows += came;
        }
        catalog.foreignKeys().stream().filter(ForeignKey::validated).forEach(this::requireClosed);
        return rows;
    }

    private long bringParents(ForeignKey key) {
        ParentQuery query = new ParentQuery(key, masks);
        long rows = 0;
        asked.begin();
        try {
            // All of it will be fetched: a plan that is quick to begin would be slow to end.
            asked.together(
                    "SET LOCAL cursor_tuple_fraction = 1; DECLARE missing NO SCROLL CURSOR FOR " + query.missing());
            List<Row> values = fetch();
            while (!values.isEmpty()) {
                rows += copying.copy(key.parent(), masks, query.tail(values));
                values = fetch();
            }
            return rows;
        } finally {
            asked.rollback();
        }
    }

    private List<Row> fetch() {
        return asked.query("FETCH " + BATCH + " FROM missing");
    }

    /** A key that was never validated may have orphans in the target too, which then are part of what it is like. */
    private void requireClosed(ForeignKey key) {
        boolean orphan = asked.one("SELECT EXISTS (SELECT FROM " + key.fromChild() + " WHERE " + key.isOrphan() + ")")
                .flag(0);
        if (orphan) {
            throw Problem.of(
                            ProblemCode.PB621,
                            "The sample breaks the foreign key " + key.label() + ": the target has rows of "
                                    + key.child().label() + " that refer to no row of "
                                    + key.parent().label())
                    .hint("look for them in the target; without rows of "
                            + key.child().label()
                            + " the sample can be taken: tables: { "
                            + key.child().label() + ": 0 }")
                    .asException();
        }
    }
}
