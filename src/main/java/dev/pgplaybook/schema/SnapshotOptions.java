package dev.pgplaybook.schema;

import java.time.Duration;

/**
 * What of a schema is looked at beside its objects and their grants.
 *
 * @param owners who owns what; depends on the roles of a server
 * @param comments and security labels
 * @param limit how long the server may take
 */
public record SnapshotOptions(boolean owners, boolean comments, Duration limit) {

    public static final SnapshotOptions STANDARD = new SnapshotOptions(false, false, Duration.ofSeconds(60));

    public SnapshotOptions withOwners() {
        return new SnapshotOptions(true, comments, limit);
    }

    public SnapshotOptions withComments() {
        return new SnapshotOptions(owners, true, limit);
    }
}
