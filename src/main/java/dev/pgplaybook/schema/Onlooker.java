package dev.pgplaybook.schema;

import dev.pgplaybook.database.Session;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A session that looks at shares of a schema again and again. It is its own, and so are its settings. */
record Onlooker(Session session, Set<Share> shares) {

    /** It has planned what it asks. */
    static Onlooker ready(Session session, Set<Share> shares, SnapshotOptions options) {
        session.together(SnapshotReader.SETTINGS.replace("SET LOCAL ", "SET ") + "SET statement_timeout = "
                + options.limit().toMillis()
                // What a parameter says makes no other plan better.
                + "; SET plan_cache_mode = force_generic_plan");
        Onlooker onlooker = new Onlooker(session, shares);
        onlooker.plan(shares, options);
        return onlooker;
    }

    /** The same, where nobody else is to be had. */
    Onlooker alone(SnapshotOptions options) {
        Set<Share> all = EnumSet.allOf(Share.class);
        plan(all.stream().filter(share -> !shares.contains(share)).toList(), options);
        return new Onlooker(session, all);
    }

    private void plan(Collection<Share> some, SnapshotOptions options) {
        session.together(some.stream()
                .map(share -> "PREPARE " + share + " AS " + share.query(session.serverMajor(), options))
                .collect(Collectors.joining("; ")));
        if (some.contains(Share.KEYS)) {
            session.together("PREPARE touched (text) AS " + Share.queryOfTouched(session.serverMajor()));
        }
    }

    /** The oldest transaction that may not have ended. */
    String horizon() {
        return session.together("SELECT pg_snapshot_xmin(pg_current_snapshot())")
                .rows()
                .get(0)
                .text(0);
    }

    /** At the details of the relations that have been touched since a transaction. */
    List<String> lookAtTouched(String since) {
        return SnapshotReader.lines(session, "EXECUTE touched ('" + since + "')");
    }

    /** At those of its shares that are among these. */
    Map<Share, List<String>> look(Set<Share> wanted) {
        Map<Share, List<String>> lines = new EnumMap<>(Share.class);
        shares.stream()
                .filter(wanted::contains)
                .forEach(share -> lines.put(share, SnapshotReader.lines(session, "EXECUTE " + share)));
        return lines;
    }
}
