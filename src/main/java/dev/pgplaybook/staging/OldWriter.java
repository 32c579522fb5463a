package dev.pgplaybook.staging;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.sql.Name;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Code that does not know of the migration yet: it goes on inserting copies of the rows that are there, in the columns that the tables had
 * before, each under new keys.
 */
final class OldWriter implements AutoCloseable {

    /** How many rows of a table are copied, one after the other. */
    private static final int ROWS = 100;

    /** Columns that must have a value, and get none by themselves. */
    private static final String DEMANDING = """
            SELECT a.attname FROM pg_attribute AS a
            WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
              AND NOT a.atthasdef AND a.attidentity = ''
              AND (a.attnotnull OR EXISTS (SELECT FROM pg_constraint AS c
                WHERE c.conrelid = a.attrelid AND c.contype = 'c' AND a.attnum = ANY (c.conkey)))
            ORDER BY a.attnum""";

    private static final String UNIQUE = """
            SELECT a.attname FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
            WHERE i.indisunique AND i.indrelid = to_regclass(?)""";

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private final DatabaseUrl url;
    private final Map<String, Inserts> inserts = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Set<String> refused = new ConcurrentSkipListSet<>();
    private CompletableFuture<Void> work = CompletableFuture.completedFuture(null);
    private volatile boolean stops;
    private final AtomicLong written = new AtomicLong();

    /**
     * What it writes to a table.
     *
     * @param columns that it names, quoted where SQL needs that
     * @param rows as they were before the migration: the values of each, as SQL
     */
    private record Inserts(List<String> columns, List<String> rows) {

        String sql(String table, int number) {
            return "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                    + rows.get(number % rows.size()) + ")";
        }
    }

    /**
     * Takes what it will write from the tables as they are.
     *
     * @param session on the database that it will write to
     * @param gone tables and columns that code of the release before names no more
     * @param unique of a table, the columns that will be in a unique index: a copy of one would be refused where no old code is
     */
    OldWriter(
            DatabaseUrl url,
            Session session,
            List<String> tables,
            List<String> gone,
            Function<String, Set<String>> unique) {
        this.url = url;
        tables.stream()
                .filter(table -> !gone.contains(Name.meant(table)))
                .forEach(table -> prepare(session, table, gone, unique.apply(table)));
    }

    /** The columns of a table that are in a unique index. */
    static Set<String> unique(Session session, String table) {
        return session.query(UNIQUE, table).stream().map(row -> row.text(0)).collect(Collectors.toSet());
    }

    /** Tables for which no new key can be made up, or which hold no row to copy or take none. */
    List<String> left() {
        return left;
    }

    /** Rows that old code writes, going by those that are there, and that a constraint takes no more: what the server said. */
    Set<String> refused() {
        return Set.copyOf(refused);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    long written() {
        return written.get();
    }

    private void prepare(Session session, String table, List<String> gone, Set<String> unique) {
        Set<String> keys = new HashSet<>(unique);
        keys.addAll(unique(session, table));
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Row column : session.query(
                "SELECT a.attname, format_type(a.atttypid, NULL), a.atttypmod,"
                        + " a.attgenerated <> '' OR a.attidentity = 'a' FROM pg_attribute AS a"
                        + " WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
                table)) {
            String name = Identifiers.quote(column.text(0));
            if (column.flag(3) || gone.contains(Name.meant(table) + "." + Name.meant(name))) {
                continue;
            }
            boolean isKey = keys.contains(column.text(0));
            String key = isKey ? key(column.text(1), column.number(2)) : "";
            if (isKey && key.isEmpty()) {
                left.add(table);
                return;
            }
            names.add(name);
            values.add(isKey ? "$key$" + key + "$key$" : "quote_nullable(" + name + "::text)");
        }
        List<String> rows = names.isEmpty()
                ? List.of()
                : session
                        .query("SELECT concat_ws(', ', " + String.join(", ", values) + ") FROM " + table
                                + " ORDER BY random() LIMIT " + ROWS)
                        .stream()
                        .map(row -> row.text(0))
                        .toList();
        List<String> taken = taken(session, table, new Inserts(names, rows));
        if (taken.isEmpty()) {
            left.add(table);
        } else {
            inserts.put(table, new Inserts(names, taken));
        }
    }

    /** A copy that the table refuses before the migration, as where something else of it must be the only one, tells nothing behind it. */
    private static List<String> taken(Session session, String table, Inserts inserts) {
        List<String> taken = new ArrayList<>();
        session.begin();
        try {
            for (int i = 0; i < inserts.rows().size(); i++) {
                session.script("SAVEPOINT old_row");
                try {
                    session.update(inserts.sql(table, i));
                    taken.add(inserts.rows().get(i));
                } catch (StatementFailedException e) {
                    session.script("ROLLBACK TO old_row");
                }
            }
        } finally {
            session.rollback();
        }
        return taken;
    }

    private static String key(String type, long modifier) {
        return switch (type) {
            case "text", "character varying" ->
                "left('old-' || md5(random()::text || clock_timestamp()::text), " + (modifier > 4 ? modifier - 4 : 40)
                        + ")";
            case "integer" -> "(-1 - random() * 2000000000)::integer";
            case "bigint" -> "(-1 - random() * 9000000000000000)::bigint";
            case "uuid" -> "gen_random_uuid()";
            default -> "";
        };
    }

    void start() {
        work = CompletableFuture.runAsync(this::write);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (written.get() == 0 && failures.isEmpty() && !inserts.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** Until it is stopped, and then once more of each: old code does not go when the last stage has passed. */
    private void write() {
        try (Session session = Session.open(url, SessionOptions.named("pgplaybook/old-writer"))) {
            int number = 0;
            while (!stops && failures.isEmpty() && !inserts.isEmpty()) {
                insert(session, number++);
                LockSupport.parkNanos(PAUSE);
            }
            for (int last = 0; last < ROWS && failures.isEmpty(); last++) {
                insert(session, last);
            }
        }
    }

    private void insert(Session session, int number) {
        inserts.forEach((table, rows) -> {
            try {
                written.addAndGet(session.update(rows.sql(table, number)));
            } catch (StatementFailedException e) {
                String message = e.failure().message();
                if (e.failure().violatesConstraint()
                        && unfilled(session, table, rows).isEmpty()) {
                    if (!e.failure().isDuplicate()) { // A copy is one of its own accord.
                        refused.add(message);
                    }
                } else {
                    failures.add("an INSERT into " + table + " failed: " + message);
                }
            }
        });
    }

    /** Columns that must have a value, that it does not name, and that get none by themselves. */
    List<String> unfilled(Session session) {
        List<String> unfilled = new ArrayList<>();
        inserts.forEach((table, rows) ->
                unfilled(session, table, rows).forEach(column -> unfilled.add(Name.meant(table) + "." + column)));
        return unfilled;
    }

    private static List<String> unfilled(Session session, String table, Inserts rows) {
        return session.query(DEMANDING, table).stream()
                .map(row -> Identifiers.quote(row.text(0)))
                .filter(column -> !rows.columns().contains(column))
                .map(Name::meant)
                .toList();
    }

    @Override
    public void close() {
        stops = true;
        work.join();
    }
}
