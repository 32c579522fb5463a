package dev.pgplaybook.staging;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.sql.Name;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Code that does not know of the migration yet: it goes on inserting copies of rows in the columns that the tables had before, each under
 * new keys.
 */
final class OldWriter implements AutoCloseable {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private final DatabaseUrl url;
    private final Map<String, String> inserts = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private CompletableFuture<Void> work = CompletableFuture.completedFuture(null);
    private volatile boolean stops;
    private final AtomicLong written = new AtomicLong();

    /** @param gone tables and columns that code of the release before names no more */
    OldWriter(DatabaseUrl url, Session session, List<String> tables, List<String> gone) {
        this.url = url;
        tables.stream()
                .filter(table -> !gone.contains(Name.meant(table)))
                .forEach(table -> prepare(session, table, gone));
    }

    /** Tables for which no new key can be made up, or which hold no row to copy. */
    List<String> left() {
        return left;
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    long written() {
        return written.get();
    }

    private void prepare(Session session, String table, List<String> gone) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Row column : session.query(
                "SELECT a.attname, format_type(a.atttypid, NULL), a.atttypmod, EXISTS (SELECT 1 FROM pg_index AS i"
                        + " WHERE i.indrelid = a.attrelid AND i.indisunique AND a.attnum = ANY (i.indkey)),"
                        + " a.attgenerated <> '' OR a.attidentity = 'a' FROM pg_attribute AS a"
                        + " WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
                table)) {
            String name = Identifiers.quote(column.text(0));
            if (column.flag(4) || gone.contains(Name.meant(table) + "." + Name.meant(name))) {
                continue;
            }
            String value = column.flag(3) ? key(column.text(1), column.number(2)) : name;
            if (value.isEmpty()) {
                left.add(table);
                return;
            }
            names.add(name);
            values.add(value);
        }
        boolean empty =
                !session.one("SELECT EXISTS (SELECT 1 FROM " + table + ")").flag(0);
        if (empty || names.isEmpty()) {
            left.add(table);
            return;
        }
        inserts.put(
                table,
                "INSERT INTO " + table + " (" + String.join(", ", names) + ") SELECT " + String.join(", ", values)
                        + " FROM " + table + " LIMIT 1");
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

    private void write() {
        try (Session session = Session.open(url, SessionOptions.named("pgplaybook/old-writer"))) {
            while (!stops && failures.isEmpty() && !inserts.isEmpty()) {
                inserts.forEach((table, insert) -> insert(session, table, insert));
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    private void insert(Session session, String table, String insert) {
        try {
            written.addAndGet(session.update(insert));
        } catch (StatementFailedException e) {
            failures.add("an INSERT into " + table + " failed: " + e.failure().message());
        }
    }

    @Override
    public void close() {
        stops = true;
        work.join();
    }
}
