package dev.pgplaybook.migration;

import dev.pgplaybook.database.SqlFailure;
import dev.pgplaybook.database.StatementFailedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Tries again what could not have a lock, or fell to a deadlock, and has left nothing behind, so that trying again costs nothing but time. */
record Attempts(Workplace place, Migration migration) {

    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** Others' waits break a CONCURRENTLY statement by a deadlock; the longest known, Prisma's, lasts 10 s. */
    private static final Duration CONCURRENT_PATIENCE = Duration.ofSeconds(30);

    /** How far something can be tried again. */
    enum Kind {
        /** It rolls back as a whole. */
        ROLLED_BACK,
        /** It leaves an invalid index, which is dropped before the next attempt. */
        CONCURRENT,
        NEVER
    }

    void run(Kind kind, Runnable work) {
        long start = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            place.watch().begin();
            try {
                work.run();
                return;
            } catch (StatementFailedException e) {
                if (!isWorthwhile(kind, e.failure(), attempt, start)) {
                    throw e;
                }
                place.session().rollback();
                place.listener().retrying(migration, attempt + 1, e.failure().message(), blockers());
                pause(attempt);
            } finally {
                place.watch().end();
            }
        }
    }

    private List<Blocker> blockers() {
        return place.watch().blockers();
    }

    private boolean isWorthwhile(Kind kind, SqlFailure failure, int attempt, long start) {
        if (place.session().options().cancellation().requested()) {
            return false;
        }
        boolean left = attempt < place.options().lockAttempts();
        boolean wasInTheWay = failure.isLockTimeout() || failure.isDeadlock();
        return switch (kind) {
            case ROLLED_BACK -> left && wasInTheWay;
            case CONCURRENT -> wasInTheWay && (left || System.nanoTime() - start < CONCURRENT_PATIENCE.toNanos());
            case NEVER -> false;
        };
    }

    /** Longer each time, and never quite as long as somebody else's. */
    private static void pause(int attempt) {
        long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt, 10));
        try {
            Thread.sleep(most / 2 + ThreadLocalRandom.current().nextLong(most / 2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
