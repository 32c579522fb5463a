package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.likeness.synthetic.LoadOrder.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Fills a table whose constraints are not understood: more rows than wanted go to a temporary table, and the server takes over those
 * that it finds right. In later rounds the columns of conditions take the constants that stand in them.
 */
record StagedFilling(Session session, Turn turn, Sources sources, Mix mix, Copying copying) {

    private static final int ROUNDS = 12;
    private static final int FEW = 400;
    private static final long MANY = 100_000;
    private static final String STAGE = "pg_temp.synthetic_rows";

    /** Copies rows into a table. */
    interface Copying {
        void copy(String into, List<Cell> cells, long from, long end);
    }

    long fill(long wanted) {
        Table table = turn.table();
        session.update("CREATE TEMP TABLE synthetic_rows (LIKE " + table.sql() + " INCLUDING GENERATED)");
        try {
            return rounds(table, wanted);
        } finally {
            session.update("DROP TABLE IF EXISTS " + STAGE);
        }
    }

    private long rounds(Table table, long wanted) {
        long rows = 0;
        long from = 0;
        for (int round = 0; round < ROUNDS && rows < wanted; round++) {
            long lacking = wanted - rows;
            long batch = Math.max(FEW, Math.min(MANY, round == 0 ? FEW : lacking * 4));
            Sources.Found found = sources.of(turn, Math.max(batch, wanted), round % 2 == 1);
            List<Cell> cells = new RowPlan(table, found.sources(), mix.of("round " + round), from + batch)
                    .cells(found.restrictions());
            copying.copy(STAGE, cells, from, from + batch);
            rows += taken(table, cells, found.conditions(), lacking);
            session.update("TRUNCATE " + STAGE);
            from += batch;
        }
        return rows;
    }

    private long taken(Table table, List<Cell> cells, List<String> asked, long most) {
        List<String> conditions = new ArrayList<>();
        table.checks().forEach(check -> conditions.add("(" + check.condition() + ") IS NOT FALSE"));
        asked.forEach(condition -> conditions.add("(" + condition + ")"));
        if (!table.partitions().isEmpty()) {
            conditions.add(
                    table.partitions().stream().map(p -> "(" + p + ")").collect(Collectors.joining(" OR ", "(", ")")));
        }
        String names = TableFilling.names(cells);
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        try {
            return session.update("INSERT INTO " + table.sql() + " (" + names + ") OVERRIDING SYSTEM VALUE SELECT "
                    + names + " FROM " + STAGE + " AS s" + where + " LIMIT " + most + " ON CONFLICT DO NOTHING");
        } catch (StatementFailedException e) {
            if (e.failure().isConnectionLost()) {
                throw e;
            }
            return 0;
        }
    }
}
