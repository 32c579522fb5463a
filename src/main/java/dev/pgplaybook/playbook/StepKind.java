package dev.pgplaybook.playbook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of step; each that a playbook may have is also the key that such a step has in it. */
public enum StepKind {
    RESOLVE,
    VALIDATE,
    DEPLOY,
    SEED,
    SQL,
    CHECK,
    HTTP,
    COMMAND,
    CONFIRM,
    /** Of the command line alone: it rests on what a person found in one database at one time. */
    REPAIR,
    /** Of the command line alone: nothing that is run again and again should throw a schema away. */
    RESET;

    /** The kinds that a playbook may have. */
    public static List<StepKind> ofPlaybooks() {
        return Arrays.stream(values())
                .filter(kind -> kind != REPAIR && kind != RESET)
                .toList();
    }

    /** Whether a step of the kind reads the playbook's migrations. */
    public boolean needsMigrations() {
        return switch (this) {
            case RESOLVE, VALIDATE, DEPLOY, REPAIR, RESET -> true;
            case SEED, SQL, CHECK, HTTP, COMMAND, CONFIRM -> false;
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
