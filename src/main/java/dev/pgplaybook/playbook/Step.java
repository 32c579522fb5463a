package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a playbook: what every kind has, around the {@link Work} that makes its kind.
 *
 * @param id its address everywhere
 * @param confirm what to tell the operator before consent, beside the plan
 * @param undo the way back in the author's words, shown at each confirmation
 * @param limits the step's own, already laid over the playbook's
 */
public record Step(
        String id,
        String title,
        Work work,
        List<Check> checks,
        List<Check> verify,
        Optional<String> confirm,
        Optional<String> undo,
        Limits limits,
        Location at) {

    public Step {
        checks = List.copyOf(checks);
        verify = List.copyOf(verify);
    }

    public StepKind kind() {
        return work.kind();
    }
}
