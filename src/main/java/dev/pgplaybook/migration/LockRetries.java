package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import java.util.concurrent.ThreadLocalRandom;

/** Tries a transaction again that could not have a lock: it has rolled back, so that trying again costs nothing but time. */
record LockRetries(Session session, Migration migration, DeployOptions options, DeployListener listener) {

    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    void run(Runnable transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                transaction.run();
                return;
            } catch (StatementFailedException e) {
                boolean again = e.failure().isLockTimeout()
                        && attempt < options.lockAttempts()
                        && !session.options().cancellation().requested();
                if (!again) {
                    throw e;
                }
                session.rollback();
                listener.retrying(migration, attempt + 1, e.failure().message());
                pause(attempt);
            }
        }
    }

    /** Longer each time, and never quite as long as somebody else's. */
    private static void pause(int attempt) {
        long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << attempt);
        try {
            Thread.sleep(most / 2 + ThreadLocalRandom.current().nextLong(most / 2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
