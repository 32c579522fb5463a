package dev.pgplaybook.migration;

import java.util.List;
import java.util.Optional;

/**
 * A row of {@code _prisma_migrations}. Times are as the server prints them.
 *
 * @param steps 1 for what deploy applied, 0 for what was marked as applied
 */
public record HistoryRow(
        String id,
        String checksum,
        Optional<String> finishedAt,
        String name,
        Optional<String> logs,
        Optional<String> rolledBackAt,
        String startedAt,
        int steps) {

    /** Begun, and neither finished nor given up: nothing else may be applied before it is resolved. */
    public boolean isFailed() {
        return finishedAt.isEmpty() && rolledBackAt.isEmpty();
    }

    /** Whether deploy leaves its migration alone: any row that was not rolled back counts. */
    public boolean isLive() {
        return rolledBackAt.isEmpty();
    }

    /** What its logs say, in a few lines and without the values of rows. */
    public List<String> logExcerpt() {
        return logs.map(LogExcerpt::of).orElseGet(List::of);
    }
}
