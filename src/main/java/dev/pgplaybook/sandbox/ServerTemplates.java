package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.progress.Progress;
import java.util.Optional;

/**
 * Databases on a server of the operator's that hold what a sandbox was filled with, to be copied for the next ones of the same
 * likeness. Nobody can connect to one, so that a copy never waits; its name is of this role's and this likeness's own, and its comment
 * says since when nobody has used it, by the server's clock.
 *
 * @param bound how much room they may take together; 0 for none at all
 */
record ServerTemplates(Session session, long bound) {

    /** Raised whenever sandboxes are filled in another way, so that older templates are not used. */
    private static final int VERSION = 1;

    private static final String PREFIX = "pgplaybook_warm_";

    private static final String MARK = "template of pgplaybook, used ";

    /** What one is worth that nobody has used for so long is less than its room on somebody's server. */
    private static final String AGE = "7 days";

    private static final String FORM = "YYYYMMDDHH24MISS";

    private static final int TIME_LENGTH = 14;

    /** Those of our role, the one that was used last first; what was never finished has no mark, and comes last. */
    private static final String OURS = """
            SELECT d.datname, pg_database_size(d.oid), coalesce(substr(c.text, length('%1$s') + 1, %2$d) >=
                   to_char(clock_timestamp() AT TIME ZONE 'UTC' - interval '%3$s', '%4$s'), false)
            FROM pg_database AS d
            CROSS JOIN LATERAL (SELECT shobj_description(d.oid, 'pg_database')) AS c (text)
            WHERE d.datname ~ '^%5$s[0-9a-f]{24}$' AND d.datdba = (SELECT oid FROM pg_roles WHERE rolname = current_user)
            ORDER BY substr(c.text, length('%1$s') + 1, %2$d) DESC NULLS LAST""".formatted(MARK, TIME_LENGTH, AGE, FORM, PREFIX);

    /** What a copy would not have: settings and rights of the database as a whole. */
    private static final String IS_ALL_WITHIN = """
            SELECT datacl IS NULL AND NOT EXISTS (SELECT FROM pg_db_role_setting WHERE setdatabase = d.oid),
                   pg_database_size(d.oid)
            FROM pg_database AS d WHERE datname = ?""";

    /** Makes the sandbox's database as a copy; gives what is to be said of its filling, or nothing where there is no such template. */
    Optional<String> copy(ServerDatabase to, String key) {
        String name = name(key);
        Optional<String> words = words(name);
        if (bound == 0 || words.isEmpty()) {
            return Optional.empty();
        }
        try {
            session.update("CREATE DATABASE " + Identifiers.quote(to.name()) + " TEMPLATE " + Identifiers.quote(name));
            mark(name, words.get());
            return words;
        } catch (StatementFailedException e) {
            if (e.failure().isConnectionLost() || e.failure().isCancelled()) {
                throw e;
            }
            // Somebody has just made room, or has lifted the bar and is connected: the sandbox is filled anew.
            return exists(to.name()) ? words : Optional.empty();
        }
    }

    /** Copies a database that is filled, and to which nobody is connected; what has no room, or would not be the same, is not kept. */
    void add(String key, ServerDatabase from, String words, Progress progress) {
        Row whole = session.one(IS_ALL_WITHIN, from.name());
        String name = name(key);
        if (!whole.flag(0) || whole.number(1) > bound || exists(name)) {
            return;
        }
        try {
            session.update("CREATE DATABASE " + Identifiers.quote(name) + " TEMPLATE " + Identifiers.quote(from.name())
                    + " ALLOW_CONNECTIONS false");
            mark(name, words);
            evict();
        } catch (StatementFailedException e) {
            progress.note("this sandbox's filling cannot be kept for the next one: "
                    + e.failure().message());
        }
    }

    /** Drops what is too old or was never finished, and of the rest what was used longest ago, until it is within the bound. */
    void evict() {
        long size = 0;
        for (Row row : session.query(OURS)) {
            size += row.number(1);
            if (size > bound || !row.flag(2)) {
                drop(row.text(0));
            }
        }
    }

    private void drop(String name) {
        try {
            session.update("DROP DATABASE IF EXISTS " + Identifiers.quote(name));
        } catch (StatementFailedException e) {
            if (e.failure().isConnectionLost() || e.failure().isCancelled()) {
                throw e;
            }
            // It is being copied at this moment, and goes the next time.
        }
    }

    private boolean exists(String name) {
        return session.one("SELECT EXISTS (SELECT FROM pg_database WHERE datname = ?)", name)
                .flag(0);
    }

    private Optional<String> words(String name) {
        return session
                .query(
                        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = ?"
                                + " AND NOT datallowconn AND shobj_description(oid, 'pg_database') LIKE '" + MARK
                                + "%'",
                        name)
                .stream()
                .map(row -> row.text(0).substring(MARK.length() + TIME_LENGTH + 1))
                .findFirst();
    }

    private void mark(String name, String words) {
        String now = session.one("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', '" + FORM + "')")
                .text(0);
        session.update("COMMENT ON DATABASE " + Identifiers.quote(name) + " IS "
                + Identifiers.literal(MARK + now + ":" + words));
    }

    /** Of our role: another one may neither copy nor drop it. */
    private String name(String key) {
        return PREFIX + Digests.hex(VERSION + " " + session.url().user() + " " + key, 12);
    }
}
