package dev.pgplaybook.step;

import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.Variables;
import java.util.List;
import java.util.Optional;

/**
 * What an operator has asked to be walked.
 *
 * @param target a server, or a sandbox that is made for this walk
 * @param steps in the playbook's order; all of them, unless some were chosen
 * @param folder the migrations of a command's one step, where the command has read them already
 */
public record Order(
        Playbook playbook,
        Variables variables,
        TargetSpec target,
        Manner manner,
        List<Step> steps,
        Optional<MigrationFolder> folder) {

    public Order(Playbook playbook, Variables variables, TargetSpec target, Manner manner, List<Step> steps) {
        this(playbook, variables, target, manner, steps, Optional.empty());
    }

    public Order {
        steps = List.copyOf(steps);
        if (manner == Manner.REHEARSAL && !(target instanceof TargetSpec.Disposable)) {
            throw new IllegalArgumentException("a rehearsal needs a sandbox");
        }
    }

    /** How a walk goes about its steps. */
    public enum Manner {
        /** On a sandbox: nobody is asked. */
        REHEARSAL,
        /** The operator is asked before every step, and a real server is looked over before its first change. */
        GUIDED,
        /** As a recorded run was walked, on a sandbox or a database that is not protected; nothing real is reached. */
        REPLAY,
        /** The command itself is the consent: one step, named with its database on the command line. */
        DIRECT
    }
}
