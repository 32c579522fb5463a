package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import java.util.Locale;

/** Which disposable database to make, what it should resemble, and which rows it gets. */
public record SandboxSpec(Provider provider, ProviderOptions options, LikenessSpec like, RowsSpec rows, Location at) {

    /** Of any provider, like this, with no rows beyond those that come with it. */
    public SandboxSpec(LikenessSpec like, Location at) {
        this(Provider.AUTO, ProviderOptions.NONE, like, new RowsSpec.SchemaOnly(), at);
    }

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
