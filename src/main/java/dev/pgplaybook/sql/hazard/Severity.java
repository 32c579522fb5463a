package dev.pgplaybook.sql.hazard;

import java.util.Locale;

/** How much a finding weighs. */
public enum Severity {
    INFO,
    WARNING,
    ERROR;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One step less, and never less than information. */
    public Severity lower() {
        return this == ERROR ? WARNING : INFO;
    }
}
