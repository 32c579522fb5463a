package dev.pgplaybook.trace;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.database.StatementListener;
import dev.pgplaybook.journal.Event.Stall;
import dev.pgplaybook.likeness.synthetic.FurtherRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Those who use a migration's tables while it runs: for each table one who reads a row, one who inserts one, and one who updates one, in
 * the shape that the table has before the migration. Nothing of what they do stays, but for numbers that sequences have given.
 */
final class Probes implements AutoCloseable {

    static final String READERS = "readers";
    static final String WRITERS = "writers";

    /** So many tables at most: each has three sessions. */
    private static final int TABLES = 12;

    private final Session asking;
    private final List<Probe> probes = new ArrayList<>();
    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private Probes(Session asking) {
        this.asking = asking;
    }

    /** @param tables by their oids, those that hold rows and were there before the migration */
    static Probes start(Session migrating, List<Relation> tables) {
        Probes probes = new Probes(probing(migrating));
        tables.stream().limit(TABLES).forEach(probes::add);
        tables.stream()
                .skip(TABLES)
                .forEach(table -> probes.notes.add(table.name() + " is not probed, being one too many"));
        probes.probes.forEach(Probe::start);
        return probes;
    }

    /** When two wait for each other it is the probe that gives way. */
    private static Session probing(Session migrating) {
        Session session = Session.open(
                migrating.url(), SessionOptions.named("pgplaybook/probe").heardBy(StatementListener.NOBODY));
        session.together("SELECT pg_catalog.set_config('deadlock_timeout', '50ms', false)"
                + " WHERE (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user)");
        return session;
    }

    private void add(Relation table) {
        Row named = asking.one(
                "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE c.oid = ?::oid",
                table.oid());
        String sql = Identifiers.quote(named.text(0)) + "." + Identifiers.quote(named.text(1));
        long count = asking.one("SELECT count(*) FROM " + sql).number(0);
        rows.put(table.name(), count);
        if (count == 0) {
            notes.add(table.name() + " has no rows, so that nothing is measured on it");
            return;
        }
        List<String> columns = columns(table.oid(), "a.attgenerated = ''");
        String where = oneRow(table.oid(), sql);
        probe(
                table,
                READERS,
                "SELECT " + columns(table.oid(), "true").stream().collect(Collectors.joining(", ")) + " FROM " + sql
                        + where);
        columns.stream()
                .filter(column -> !where.contains(column))
                .findFirst()
                .ifPresent(column -> probe(
                        table,
                        WRITERS,
                        "BEGIN; UPDATE " + sql + " SET " + column + " = " + column + where + "; ROLLBACK"));
        FurtherRow.of(asking, table.oid(), count)
                .ifPresentOrElse(
                        row -> add(table, WRITERS, row::insert),
                        () -> notes.add(
                                "no further row was found that " + table.name() + " takes: it is not inserted into"));
    }

    private void probe(Relation table, String who, String sql) {
        add(table, who, session -> {
            try {
                session.together(sql);
            } finally {
                if (session.inTransaction()) {
                    session.rollback();
                }
            }
        });
    }

    private void add(Relation table, String who, Consumer<Session> work) {
        Session session = probing(asking);
        probes.add(new Probe(table.name(), who, session, work));
    }

    private List<String> columns(long table, String condition) {
        return asking
                .query(
                        "SELECT quote_ident(a.attname) FROM pg_attribute a WHERE a.attrelid = ?::oid AND a.attnum > 0"
                                + " AND NOT a.attisdropped AND " + condition
                                + " AND a.attidentity <> 'a' ORDER BY a.attnum",
                        table)
                .stream()
                .map(row -> row.text(0))
                .toList();
    }

    /** By its key where the table has one; otherwise any row. */
    private String oneRow(long table, String sql) {
        List<String> key = asking
                .query(
                        "SELECT quote_ident(a.attname) FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid"
                                + " AND a.attnum = ANY (i.indkey) WHERE i.indrelid = ?::oid AND i.indisprimary",
                        table)
                .stream()
                .map(row -> row.text(0))
                .toList();
        if (key.isEmpty()) {
            return " WHERE ctid = (SELECT ctid FROM " + sql + " LIMIT 1)";
        }
        Row values = asking.together("SELECT " + String.join(", ", key) + " FROM " + sql + " LIMIT 1")
                .rows()
                .get(0);
        List<String> equal = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            equal.add(key.get(i) + " = " + Identifiers.literal(values.text(i)));
        }
        return " WHERE " + String.join(" AND ", equal);
    }

    List<String> notes() {
        return notes;
    }

    /** Stops them, and says how long they stood still while the statements ran. */
    List<Stall> stop(List<Span> spans) {
        Map<String, List<Probe.Attempt>> attempts = new LinkedHashMap<>();
        Map<String, Probe> first = new LinkedHashMap<>();
        Map<String, String> failing = new LinkedHashMap<>();
        for (Probe probe : probes) {
            String key = probe.table() + "\n" + probe.who();
            first.putIfAbsent(key, probe);
            List<Probe.Attempt> made = probe.stop();
            attempts.computeIfAbsent(key, k -> new ArrayList<>()).addAll(made);
            made.stream()
                    .reduce((before, last) -> last)
                    .flatMap(Probe.Attempt::failure)
                    .ifPresent(said -> failing.put(key, said));
        }
        List<Stall> stalls = new ArrayList<>();
        attempts.forEach((key, all) -> {
            Probe probe = first.get(key);
            if (probe != null) {
                stalls.addAll(new Stalls(probe.table(), probe.who(), rows)
                        .of(all, spans, Optional.ofNullable(failing.get(key))));
            }
        });
        return stalls;
    }

    @Override
    public void close() {
        probes.forEach(Probe::close);
        asking.close();
    }
}
