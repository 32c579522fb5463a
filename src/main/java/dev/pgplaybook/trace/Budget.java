package dev.pgplaybook.trace;

import java.time.Duration;

/**
 * What a migration may cost before it is worth a warning.
 *
 * @param stall how long readers or writers may stand still, and one table be locked by all that is pending
 * @param bytes of write-ahead log, or of temporary files, that one statement may write
 */
public record Budget(Duration stall, long bytes) {

    /** As long as a deploy holds strong locks unless told otherwise, and what a server writes between two checkpoints. */
    public static final Budget STANDARD = new Budget(Duration.ofSeconds(5), 1L << 30);
}
