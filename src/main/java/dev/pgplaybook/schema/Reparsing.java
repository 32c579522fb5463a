package dev.pgplaybook.schema;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.database.StatementFailedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells definitions that differ from definitions that are but printed differently, as by servers of two major versions, or behind a
 * dump and a restore: one server is given both in turn, and what it prints then is compared. A definition that it refuses stays as it
 * is. Works in transactions that are rolled back, in a database that nobody else needs meanwhile.
 */
public final class Reparsing {

    private final Session scratch;
    private final SnapshotReader reader;

    /**
     * @param scratch a session in no transaction, on a sandbox that holds the objects in either shape; the later of the two versions,
     *     which understands what the earlier one prints
     */
    public Reparsing(Session scratch) {
        this.scratch = scratch;
        this.reader = new SnapshotReader(scratch, SnapshotOptions.STANDARD);
    }

    /**
     * How the second differs from the first, but for what is only printed differently.
     *
     * @param scratch as for the constructor
     */
    public static Drift drift(DatabaseUrl scratch, Snapshot before, Snapshot after) {
        try (Session session = Session.open(scratch, SessionOptions.named("pgplaybook/reparsing"))) {
            return Drift.between(before, new Reparsing(session).settled(before, after));
        }
    }

    /** The second snapshot, in the words of the first wherever they say the same. */
    public Snapshot settled(Snapshot before, Snapshot after) {
        Map<String, Fact> settled = new TreeMap<>(after.facts());
        List<String> together = new ArrayList<>();
        after.facts().forEach((key, theirs) -> {
            Fact ours = before.facts().get(key);
            if (ours != null && !ours.definition().equals(theirs.definition()) && isInQuestion(ours, theirs)) {
                if (Redefinition.of(ours).orElseThrow().takesOthers()) {
                    settle(List.of(key), before, after, settled);
                } else {
                    together.add(key);
                }
            }
        });
        settle(together, before, after, settled);
        return new Snapshot(after.major(), settled);
    }

    /** Whether some of what differs has two definitions that may say the same. */
    public static boolean mayMatter(Drift drift) {
        return drift.differences().stream()
                .filter(difference -> difference.nature() == Difference.Nature.DIFFERENT)
                .anyMatch(difference -> isInQuestion(
                        difference.before().orElseThrow(), difference.after().orElseThrow()));
    }

    private static boolean isInQuestion(Fact ours, Fact theirs) {
        Optional<Redefinition> one = Redefinition.of(ours);
        Optional<Redefinition> other = Redefinition.of(theirs);
        return one.isPresent()
                && other.isPresent()
                && one.get().besides().equals(other.get().besides());
    }

    private void settle(List<String> keys, Snapshot before, Snapshot after, Map<String, Fact> settled) {
        if (keys.isEmpty()) {
            return;
        }
        Map<String, String> ours = printed(keys, before);
        Map<String, String> theirs = printed(keys, after);
        ours.forEach((key, definition) -> {
            if (definition.equals(theirs.get(key))) {
                settled.put(key, fact(after, key).defined(fact(before, key).definition()));
            }
        });
    }

    /** What the server prints of these once they are as the snapshot has them; nothing of what it refuses. */
    private Map<String, String> printed(List<String> keys, Snapshot snapshot) {
        scratch.together("BEGIN; SET LOCAL search_path = pg_catalog; SET LOCAL check_function_bodies = off");
        try {
            List<String> taken = keys.stream()
                    .filter(key -> takes(Redefinition.of(fact(snapshot, key)).orElseThrow()))
                    .toList();
            Map<String, Fact> facts = reader.readWithin().facts();
            Map<String, String> printed = new HashMap<>();
            taken.forEach(
                    key -> Optional.ofNullable(facts.get(key)).ifPresent(fact -> printed.put(key, fact.definition())));
            return printed;
        } finally {
            scratch.rollback();
        }
    }

    private static Fact fact(Snapshot snapshot, String key) {
        return Objects.requireNonNull(snapshot.facts().get(key), key);
    }

    private boolean takes(Redefinition redefinition) {
        scratch.together("SAVEPOINT pgplaybook_definition");
        try {
            scratch.together(redefinition.sql());
            return true;
        } catch (StatementFailedException refused) {
            scratch.together("ROLLBACK TO pgplaybook_definition");
            return false;
        }
    }
}
