package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import java.util.Locale;

/** Which disposable database to make, what it should resemble, and which rows it gets. */
public record SandboxSpec(Provider provider, LikenessSpec like, RowsSpec rows, Location at) {

    /** Where disposable databases come from. */
    public enum Provider {
        AUTO,
        CONTAINER,
        EMBEDDED,
        SERVER;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
