package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import java.util.Locale;

/** Which disposable database to make, and what it should resemble. */
public record SandboxSpec(Provider provider, ProviderOptions options, LikenessSpec like, Location at) {

    public SandboxSpec(Provider provider, LikenessSpec like, Location at) {
        this(provider, ProviderOptions.NONE, like, at);
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
