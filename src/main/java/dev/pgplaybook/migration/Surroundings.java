package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What is around a history in its database.
 *
 * @param schema where the history is looked for
 * @param hasTable whether it is there
 * @param isEmpty whether the schema holds no table of anybody's, by Prisma's rule
 * @param elsewhere other schemas that hold a history
 * @param lockHolder who is at work on this database's histories now
 */
public record Surroundings(
        String schema, boolean hasTable, boolean isEmpty, List<String> elsewhere, Optional<LockHolder> lockHolder) {

    public Surroundings {
        elsewhere = List.copyOf(elsewhere);
    }

    static Surroundings read(Session session, Clock clock) {
        HistoryTable table = new HistoryTable(session, clock);
        String schema = session.url().schema().orElse("public");
        List<String> elsewhere =
                session.query("""
                        SELECT n.nspname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                        WHERE c.relname = '_prisma_migrations' AND c.relkind = 'r' AND n.nspname <> ? ORDER BY 1""", schema).stream().map(row -> row.text(0)).toList();
        return new Surroundings(schema, table.exists(), table.schemaIsEmpty(), elsewhere, LockHolder.of(session));
    }
}
