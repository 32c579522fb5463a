package dev.pgplaybook.playbook;

import java.time.Duration;
import java.util.Optional;

/**
 * Bounds on what a step may do to others. Every part may be absent; {@link #or} lays one over another, and {@link #DEFAULTS} stands
 * under all.
 *
 * @param lockTimeout how long a statement may wait for a lock
 * @param lockAttempts how often a migration that could not have its lock is tried
 * @param statementTimeout how long one statement may take
 * @param lockHold how long strong locks may be held before COMMIT while others wait
 * @param concurrentTimeout how long a CONCURRENTLY statement may take, which has no lock timeout
 */
public record Limits(
        Optional<Duration> lockTimeout,
        Optional<Integer> lockAttempts,
        Optional<Duration> statementTimeout,
        Optional<Duration> lockHold,
        Optional<Duration> concurrentTimeout) {

    public static final Limits NONE =
            new Limits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static final Limits DEFAULTS = new Limits(
            Optional.of(Duration.ofSeconds(2)),
            Optional.of(5),
            Optional.of(Duration.ofMinutes(15)),
            Optional.of(Duration.ofSeconds(5)),
            Optional.of(Duration.ofHours(2)));

    public Limits or(Limits under) {
        return new Limits(
                lockTimeout.or(under::lockTimeout),
                lockAttempts.or(under::lockAttempts),
                statementTimeout.or(under::statementTimeout),
                lockHold.or(under::lockHold),
                concurrentTimeout.or(under::concurrentTimeout));
    }
}
