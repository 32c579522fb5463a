package dev.pgplaybook.step;

import java.util.HashSet;
import java.util.Set;

/** Whether a walk has changed anything yet: some questions are asked before its first change alone. */
final class FirstChange {

    private boolean ahead = true;

    boolean isAhead() {
        return ahead;
    }

    void happened() {
        ahead = false;
    }

    /** The checks whose failure the playbook or the operator accepts. */
    Set<String> accepted(Context context) {
        Set<String> accepted = new HashSet<>(context.playbook().accept());
        accepted.addAll(context.tools().accept());
        return accepted;
    }
}
