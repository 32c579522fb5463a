package dev.pgplaybook.database;

import java.util.Optional;

/** One moment of a database, at which several sessions and pg_dump read it; it lasts as long as the transaction that exported it. */
public record ExportedSnapshot(String name) {

    private static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    /** The session stays in a transaction and says nothing more for as long as the others read. */
    private static final String PATIENT = "; SET LOCAL idle_in_transaction_session_timeout = 0";

    /** Begins a transaction of the session and exports it; empty where its server does not let it, and then each reads for itself. */
    public static Optional<ExportedSnapshot> of(Session session) {
        session.together(BEGIN + PATIENT);
        try {
            return Optional.of(new ExportedSnapshot(
                    session.one("SELECT pg_catalog.pg_export_snapshot()").text(0)));
        } catch (StatementFailedException e) {
            if (e.failure().isConnectionLost() || e.failure().isCancelled()) {
                throw e;
            }
            session.rollback();
            return Optional.empty();
        }
    }

    /** Begins a transaction that reads at the snapshot, and without one at its own. */
    public static String beginning(Optional<ExportedSnapshot> snapshot) {
        return BEGIN
                + snapshot.map(one -> "; SET TRANSACTION SNAPSHOT " + Identifiers.literal(one.name))
                        .orElse("");
    }
}
