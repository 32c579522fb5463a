package dev.pgplaybook.database;

import dev.pgplaybook.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of a transaction whose session was lost, as the server tells another session. Nothing is guessed: what the server does
 * not say is {@link Fate#UNKNOWN}.
 *
 * @param session another session of the same database
 * @param lost the process that did the work
 */
public record Aftermath(Session session, ServerProcess lost) {

    private static final Duration RECONNECT_WITHIN = Duration.ofSeconds(15);

    /** How a transaction ended. */
    public enum Fate {
        COMMITTED,
        ROLLED_BACK,
        /** Its process still runs, so that it may yet end either way. */
        UNDER_WAY,
        UNKNOWN
    }

    /** Connects again as the lost session did, for as long as a server takes to restart; absent where there is no way back. */
    public static Optional<Session> reconnect(Session lost) {
        long deadline = System.nanoTime() + RECONNECT_WITHIN.toNanos();
        while (true) {
            try {
                return Optional.of(Session.open(lost.url(), lost.options().heardBy(StatementListener.NOBODY)));
            } catch (ProblemException e) {
                if (System.nanoTime() > deadline
                        || lost.options().cancellation().requested()) {
                    return Optional.empty();
                }
                pause();
            }
        }
    }

    /** Waits for the old process to end: until then nothing that it does is settled. */
    public boolean hasEnded(Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (lost.isAlive(session)) {
            if (System.nanoTime() > deadline || session.options().cancellation().requested()) {
                return false;
            }
            pause();
        }
        return true;
    }

    /**
     * The fate of a transaction.
     *
     * @param id as {@code pg_current_xact_id} gave it; without one the transaction wrote nothing that could have been committed
     */
    public Fate of(Optional<String> id) {
        if (id.isEmpty()) {
            return Fate.UNKNOWN;
        }
        Row row = session.one("SELECT pg_xact_status(?::xid8)", id.orElseThrow());
        return switch (row.text(0)) {
            case "committed" -> Fate.COMMITTED;
            case "aborted" -> Fate.ROLLED_BACK;
            case "in progress" -> Fate.UNDER_WAY;
            default -> Fate.UNKNOWN;
        };
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
