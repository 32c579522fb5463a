package dev.pgplaybook.playbook;

import java.util.Locale;

/** The kinds of step; each is also the key that a step of its kind has in a playbook. */
public enum StepKind {
    RESOLVE,
    VALIDATE,
    DEPLOY,
    SEED,
    SQL,
    CHECK,
    HTTP,
    COMMAND,
    CONFIRM;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
