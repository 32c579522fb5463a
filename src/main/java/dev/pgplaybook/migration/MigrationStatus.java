package dev.pgplaybook.migration;

import java.util.Optional;

/**
 * What folder and table say together of one migration.
 *
 * @param edited whether its script is no longer the one that was applied
 * @param row the newest row that was not rolled back
 */
public record MigrationStatus(String name, State state, boolean inFolder, boolean edited, Optional<HistoryRow> row) {

    /** Where a migration stands in the history. */
    public enum State {
        APPLIED("applied"),
        PENDING("pending"),
        FAILED("failed"),
        /** Deploy applies it again. */
        ROLLED_BACK("rolled back, pending again");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public boolean isClean() {
        return state == State.APPLIED && inFolder && !edited;
    }

    /** Whether a person's word made it applied, and no deploy did. */
    public boolean isMarked() {
        return state == State.APPLIED && row.map(r -> r.steps() == 0).orElse(false);
    }
}
