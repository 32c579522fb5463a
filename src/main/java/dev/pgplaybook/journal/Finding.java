package dev.pgplaybook.journal;

import java.util.Locale;

/**
 * What a check found.
 *
 * @param id stable, for flags and playbooks to name, such as {@code preflight.rights}
 * @param said what was observed, and what was expected where that differs
 */
public record Finding(String id, String title, Verdict verdict, String said) {

    /** A warning is shown and recorded, and stops nothing. */
    public enum Verdict {
        PASSED,
        WARNED,
        FAILED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Finding passed(String id, String title, String said) {
        return new Finding(id, title, Verdict.PASSED, said);
    }

    public static Finding warned(String id, String title, String said) {
        return new Finding(id, title, Verdict.WARNED, said);
    }

    public static Finding failed(String id, String title, String said) {
        return new Finding(id, title, Verdict.FAILED, said);
    }

    public boolean isFailed() {
        return verdict == Verdict.FAILED;
    }
}
