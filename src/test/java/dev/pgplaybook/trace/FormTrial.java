package dev.pgplaybook.trace;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.lock.LockFact;
import dev.pgplaybook.lock.LockMode;
import dev.pgplaybook.lock.Majors;
import dev.pgplaybook.sql.RelationRole;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tries one form on a server, and sees what it locks, rewrites and scans. */
final class FormTrial {

    /** The server's grammar has no such form, or what the form is about. */
    private static final Set<String> ABSENT = Set.of("42601", "42704");

    private static final String NOT_IN_TRANSACTION = "25001";

    /** Not supported, of the wrong kind, in no state for it. */
    private static final Set<String> REFUSED = Set.of("0A000", "42809", "55000");

    private final FormCase tried;
    private final int major;
    private final Session session;

    FormTrial(FormCase tried, int major, Session session) {
        this.tried = tried;
        this.major = major;
        this.session = session;
    }

    /**
     * What came of it.
     *
     * @param fact nothing where this server knows no such form, and where the form has to be tried outside
     */
    record Result(Optional<LockFact> fact, boolean needsOutside) {}

    /** In a transaction that is rolled back. */
    Result inside() {
        session.begin();
        try {
            Sight before = Sight.of(session);
            Roles roles = Roles.of(tried.forms(), session, before);
            session.script(tried.statement().text());
            Sight after = Sight.of(session);
            return result(fact(
                    LockFact.Place.ANYWHERE,
                    locks(roles, before, after.held()),
                    rewrites(roles, before, after),
                    scans(roles, before, after)));
        } catch (StatementFailedException e) {
            return e.failure().sqlState().equals(NOT_IN_TRANSACTION)
                    ? new Result(Optional.empty(), true)
                    : withoutEffect(e);
        } finally {
            session.rollback();
        }
    }

    /** Outside of a transaction, observed by others whenever it waits for what they hold. */
    Result outside() {
        Sight before = Sight.of(session);
        Roles roles = Roles.of(tried.forms(), session, before);
        try (Observers observers = Observers.of(session, roles, before)) {
            Map<Long, LockMode> seen = observers.watch(tried.statement().text());
            return result(fact(
                    LockFact.Place.OUTSIDE,
                    locks(roles, before, seen),
                    rewrites(roles, before, Sight.of(session)),
                    Set.of()));
        } catch (StatementFailedException e) {
            return withoutEffect(e);
        }
    }

    private Result withoutEffect(StatementFailedException e) {
        String state = e.failure().sqlState();
        if (ABSENT.contains(state)) {
            return new Result(Optional.empty(), false);
        }
        if (!REFUSED.contains(state)) {
            throw new AssertionError(
                    "PostgreSQL " + major + " on " + tried.statement().text() + ": " + state + " " + e.getMessage(), e);
        }
        return result(fact(LockFact.Place.REFUSED, Map.of(), Set.of(), Set.of()));
    }

    private static Result result(LockFact fact) {
        return new Result(Optional.of(fact), false);
    }

    private LockFact fact(
            LockFact.Place place,
            Map<RelationRole, LockMode> locks,
            Set<RelationRole> rewrites,
            Set<RelationRole> scans) {
        return new LockFact(tried.form(), tried.variant(), new Majors(major, major), place, locks, rewrites, scans);
    }

    private static Map<RelationRole, LockMode> locks(Roles roles, Sight before, Map<Long, LockMode> held) {
        Map<RelationRole, LockMode> locks = new EnumMap<>(RelationRole.class);
        held.forEach((oid, mode) -> {
            if (before.relations().containsKey(oid)) {
                locks.merge(roles.of(oid), mode, LockMode::or);
            }
        });
        return locks;
    }

    private static Set<RelationRole> rewrites(Roles roles, Sight before, Sight after) {
        Set<RelationRole> rewritten = EnumSet.noneOf(RelationRole.class);
        before.relations().values().forEach(relation -> {
            Relation now = after.relations().get(relation.oid());
            if (now != null && now.file() != relation.file()) {
                rewritten.add(roles.of(relation.oid()));
            }
        });
        return rewritten;
    }

    private static Set<RelationRole> scans(Roles roles, Sight before, Sight after) {
        Set<RelationRole> scanned = EnumSet.noneOf(RelationRole.class);
        before.relations().values().forEach(relation -> {
            Relation now = after.relations().get(relation.oid());
            if (now != null && !now.isIndex() && now.rowsRead() > relation.rowsRead()) {
                scanned.add(roles.of(relation.oid()));
            }
        });
        return scanned;
    }
}
