package dev.pgplaybook.step;

import dev.pgplaybook.migration.DeployOptions;
import dev.pgplaybook.playbook.Limits;
import dev.pgplaybook.sql.ExecutionModel;
import java.time.Duration;

/** A playbook's limits as a deployment takes them. */
final class DeployBounds {

    private static final Duration PATIENCE = Duration.ofDays(1);

    private DeployBounds() {}

    static DeployOptions of(ExecutionModel model, Limits given) {
        return of(model, given, false);
    }

    /** @param probed whether those who wait are there to wait: then no statement is ended for their sake */
    static DeployOptions of(ExecutionModel model, Limits given, boolean probed) {
        Limits limits = given.or(Limits.DEFAULTS);
        return new DeployOptions(
                model,
                limits.lockAttempts().orElseThrow(),
                probed ? PATIENCE : limits.lockHold().orElseThrow(),
                limits.concurrentTimeout().orElseThrow());
    }
}
