package dev.pgplaybook.schema;

import dev.pgplaybook.database.Session;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A database's schema at one moment, as a set of facts. Prisma's history table and the schema {@code pgplaybook} are no part of it,
 * nor is what an extension brings.
 *
 * @param major of the server: some definitions are printed differently by another one
 * @param facts by their keys, in the order of these
 */
public record Snapshot(int major, Map<String, Fact> facts) {

    public Snapshot {
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    static Snapshot of(int major, Collection<Fact> facts) {
        Map<String, Fact> byKey = new TreeMap<>();
        facts.forEach(fact -> byKey.put(fact.key(), fact));
        return new Snapshot(major, byKey);
    }

    /**
     * Reads the catalogs in one transaction that changes nothing and takes no lock that anybody waits for.
     *
     * @param session in no transaction
     * @throws dev.pgplaybook.database.StatementFailedException 57014 when it takes longer than the options allow
     */
    public static Snapshot take(Session session, SnapshotOptions options) {
        return new SnapshotReader(session, options).read();
    }

    public Optional<Fact> fact(FactKind kind, String identity) {
        return Optional.ofNullable(facts.get(Fact.key(kind, identity)));
    }

    public Fingerprint fingerprint() {
        return Fingerprint.of(facts.values());
    }
}
