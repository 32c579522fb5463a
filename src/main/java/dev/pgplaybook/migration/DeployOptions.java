package dev.pgplaybook.migration;

import dev.pgplaybook.sql.ExecutionModel;
import java.time.Duration;

/**
 * How a deployment goes about it.
 *
 * @param lockAttempts how often something is tried that cannot have its lock; the first one counts
 * @param lockHold how long strong locks may be held while others wait
 * @param concurrentTimeout how long a CONCURRENTLY statement may take, its waits included
 */
public record DeployOptions(ExecutionModel model, int lockAttempts, Duration lockHold, Duration concurrentTimeout) {}
