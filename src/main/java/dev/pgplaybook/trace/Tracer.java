package dev.pgplaybook.trace;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Trace;
import dev.pgplaybook.lock.LockFacts;
import dev.pgplaybook.lock.LockMode;
import dev.pgplaybook.sql.RelationRole;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.StatementForm;
import dev.pgplaybook.sql.TransactionRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sees what the statements of a migration do: it looks at the database from inside the session before and behind each, and from outside
 * while it runs. Only ever on a sandbox, and by one thread, the session's.
 */
public final class Tracer implements AutoCloseable {

    private static final Pattern TEMPORARY_FILE = Pattern.compile("temporary file: path \".*\", size (\\d+)");

    private final Session session;
    private final Watcher watcher;
    private final LockFacts facts = LockFacts.load();
    private final int major;

    private Set<Long> old = Set.of();
    private final Map<String, Event.Held> held = new LinkedHashMap<>();
    private final Map<String, Long> heldSince = new LinkedHashMap<>();
    private final Set<String> rewrites = new TreeSet<>();
    private final List<Trace.Remark> remarks = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private final boolean probing;
    private Optional<Probes> probes = Optional.empty();
    private int number;
    private @Nullable Sight last;
    private @Nullable Running running;

    private record Running(
            Statement statement, List<StatementForm> forms, Sight before, Roles roles, boolean outside, long since) {}

    private long temporaryBytes;

    /** A script that is sent as one query is one statement of all its forms: nobody can look between two of them. */
    private final boolean whole;

    private List<StatementForm> all = List.of();

    /**
     * Takes the session of the deploy.
     *
     * @param probing whether others are to use the migrations' tables meanwhile
     * @param whole whether a script is sent as one query
     */
    public Tracer(Session session, boolean probing, boolean whole) {
        this.session = session;
        this.probing = probing;
        this.whole = whole;
        this.watcher = new Watcher(session);
        this.major = (int) session.one("SELECT current_setting('server_version_num')::int / 10000")
                .number(0);
    }

    /** A migration begins; another attempt at one is a new beginning. */
    public void begin(List<Statement> statements) {
        stopProbing();
        spans.clear();
        held.clear();
        heldSince.clear();
        rewrites.clear();
        remarks.clear();
        number = 0;
        running = null;
        all = statements.stream()
                .flatMap(statement -> statement.forms().stream())
                .toList();
        Sight now = Sight.of(session);
        last = now;
        old = Set.copyOf(now.relations().keySet());
        if (probing) {
            probes = Optional.of(Probes.start(session, touched(now)));
        }
    }

    /** The tables that the migration's statements name, and those that they refer to. */
    private List<Relation> touched(Sight now) {
        Map<Long, RelationRole> roles = Roles.of(all, session, now).named();
        Set<Long> tables = new LinkedHashSet<>();
        roles.keySet().forEach(oid -> {
            Relation relation = now.relations().get(oid);
            if (relation != null) {
                tables.add(relation.isIndex() ? relation.belongsTo() : oid);
            }
        });
        return tables.stream()
                .flatMap(oid -> Stream.ofNullable(now.relations().get(oid)))
                .filter(relation -> relation.kind() == 'r' || relation.kind() == 'p')
                .toList();
    }

    /** The number of the statement that runs, or ran last. */
    public int number() {
        return number;
    }

    /** To be called before the statement is sent. */
    public void before(Statement statement) {
        number++;
        temporaryBytes = 0;
        boolean inside = session.inTransaction();
        session.together(hearingOfTemporaryFiles(inside));
        Sight known = last;
        Sight before = known == null || !inside ? Sight.of(session) : known;
        List<StatementForm> forms = whole ? all : statement.forms();
        Roles roles = Roles.of(forms, session, before);
        boolean outside = !inside && statement.transactionRule() != TransactionRule.CONTROL;
        running = new Running(statement, forms, before, roles, outside, System.nanoTime());
        watcher.begin(outside);
    }

    /** Has the server say the size of each temporary file when it is gone. Only a superuser may, and a script may end it. */
    private static String hearingOfTemporaryFiles(boolean locally) {
        return "SELECT pg_catalog.set_config('log_temp_files', '0', " + locally
                + "), pg_catalog.set_config('client_min_messages', 'log', " + locally
                + ") WHERE (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user)";
    }

    /** Hears what the server says while the statement runs. */
    public void noticed(String message) {
        Matcher file = TEMPORARY_FILE.matcher(message);
        if (file.find()) {
            temporaryBytes += Long.parseLong(file.group(1));
        }
    }

    /** To be called when the statement has been answered; nothing where nobody looked before it, or where its transaction failed. */
    public Optional<Trace> after(boolean failed) {
        Running ran = running;
        running = null;
        if (ran == null) {
            return Optional.empty();
        }
        Watcher.Seen seen = watcher.end();
        spans.add(new Span(
                number,
                ran.statement().location().toString(),
                cause(ran),
                Comparison.mayReadAll(facts, ran.forms(), major),
                ran.since(),
                System.nanoTime()));
        if (failed && session.inTransaction()) {
            last = null;
            return Optional.empty();
        }
        try {
            Sight now = Sight.of(session);
            last = now;
            Observation observation = new Observation(ran.before(), now, seen, ran.roles(), old);
            return Optional.of(trace(ran, observation));
        } catch (StatementFailedException e) {
            last = null;
            return Optional.empty();
        }
    }

    private static String cause(Running ran) {
        return ran.roles().named().entrySet().stream()
                .filter(named -> named.getValue() == RelationRole.TABLE)
                .flatMap(named -> Stream.ofNullable(ran.before().relations().get(named.getKey())))
                .map(Relation::name)
                .findFirst()
                .orElse("");
    }

    private Trace trace(Running ran, Observation observation) {
        Comparison comparison = Comparison.of(facts, ran.forms(), major, observation, ran.outside(), whole);
        List<Observation.Lock> locks = observation.locks();
        locks.stream().filter(lock -> lock.mode().stopsWriters()).forEach(lock -> hold(lock, ran));
        List<String> rewritten = observation.rewrites();
        rewrites.addAll(rewritten);
        comparison
                .remarks()
                .forEach(remark -> remarks.add(new Trace.Remark(
                        remark.rule(), remark.severity(), "statement " + number + " " + remark.text())));
        return new Trace(
                number,
                locks.stream().map(Tracer::data).toList(),
                rewritten,
                observation.made(),
                observation.dropped(),
                observation.left(),
                observation.walBytes(),
                temporaryBytes,
                comparison.verdict(),
                comparison.remarks());
    }

    private static Trace.Lock data(Observation.Lock lock) {
        return new Trace.Lock(
                lock.relation().name(), lock.role().words(), lock.mode().words(), lock.waited());
    }

    /** From when it was asked for: who comes behind waits from then on. An index's is its table's affair. */
    private void hold(Observation.Lock lock, Running ran) {
        String name = lock.relation().name();
        if (lock.role() == RelationRole.INDEX) {
            return;
        }
        heldSince.putIfAbsent(name, ran.since());
        Event.Held before = held.get(name);
        LockMode mode = before == null ? lock.mode() : lock.mode().or(LockMode.of(before.mode()));
        held.put(name, new Event.Held(name, mode.words(), before == null ? number : before.statement(), 0));
    }

    /** The strong locks of the migration so far, which end now. */
    public List<Event.Held> held() {
        long now = System.nanoTime();
        return held.values().stream()
                .map(one -> new Event.Held(
                        one.relation(),
                        one.mode(),
                        one.statement(),
                        (now - heldSince.getOrDefault(one.relation(), now)) / 1_000_000))
                .toList();
    }

    /** How long those stood still who used the tables; they stop now. Nothing where nobody did. */
    public List<Event.Stall> stalls() {
        return probes.map(each -> each.stop(spans)).orElse(List.of());
    }

    /** What could not be measured, in whole sentences. */
    public List<String> notes() {
        return probes.map(Probes::notes).orElse(List.of());
    }

    public boolean isProbing() {
        return probing;
    }

    private void stopProbing() {
        probes.ifPresent(Probes::close);
        probes = Optional.empty();
    }

    public List<String> rewrites() {
        return List.copyOf(rewrites);
    }

    public List<Trace.Remark> remarks() {
        return List.copyOf(remarks);
    }

    @Override
    public void close() {
        stopProbing();
        watcher.close();
    }
}
