package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.DatabaseUrl;
import java.time.Instant;
import java.util.Locale;

/**
 * A sandbox that outlives the process that made it.
 *
 * @param name by which it is asked for, and by which its provider finds it again
 * @param url how it is reached; on a server of the operator's without the password, which is not ours to write down
 * @param description what it is, such as "embedded PostgreSQL 17.6"
 * @param like what it was made to resemble
 * @param pinned whether it stays until it is asked for by name
 */
public record KeptSandbox(
        String name,
        Provider provider,
        DatabaseUrl url,
        String description,
        String like,
        Instant made,
        boolean pinned) {

    /** Where it came from, which knows how to remove it. */
    public enum Provider {
        EMBEDDED,
        CONTAINER,
        SERVER;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    KeptSandbox withPin() {
        return new KeptSandbox(name, provider, url, description, like, made, true);
    }
}
