package dev.pgplaybook.run;

import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.StepKind;
import java.util.Optional;

/**
 * What the operator is asked to agree to.
 *
 * @param target the target's name, always shown
 * @param typed the database's own name, which must be typed because the target is protected
 */
public record Proposal(Step step, Plan plan, Stake target, Optional<String> typed) {

    /**
     * What is at stake.
     *
     * @param shown where the target is, without secrets: database, host, server, role
     * @param database the database's own name
     */
    public record Stake(String name, String shown, String database, boolean isProtected, boolean sandbox) {}

    /** Whether a blanket yes is not enough: something would be lost for good, on a database that is not disposable. */
    public boolean needsName() {
        return typed.isPresent() || (plan.destructive() && !target.sandbox());
    }

    /** Whether not even a flag with the name is enough: a protected database is not thrown away by a script. */
    public boolean needsPerson() {
        return target.isProtected() && step.kind() == StepKind.RESET;
    }
}
