package dev.pgplaybook.step;

import dev.pgplaybook.migration.DeployOptions;
import dev.pgplaybook.playbook.Limits;
import dev.pgplaybook.sql.ExecutionModel;

/** A playbook's limits as a deployment takes them. */
final class DeployBounds {

    private DeployBounds() {}

    static DeployOptions of(ExecutionModel model, Limits given) {
        Limits limits = given.or(Limits.DEFAULTS);
        return new DeployOptions(
                model,
                limits.lockAttempts().orElseThrow(),
                limits.lockHold().orElseThrow(),
                limits.concurrentTimeout().orElseThrow());
    }
}
