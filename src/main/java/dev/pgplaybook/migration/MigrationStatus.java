package dev.pgplaybook.migration;

import java.util.List;
import java.util.Optional;

/**
 * What folder and table say together of one migration.
 *
 * @param migration its folder, where there is one
 * @param rows its rows, oldest first
 * @param diagnoses all there is to know of it; none for one that was applied as it stands
 */
public record MigrationStatus(
        String name, State state, Optional<Migration> migration, List<HistoryRow> rows, List<Diagnosis> diagnoses) {

    public MigrationStatus {
        rows = List.copyOf(rows);
        diagnoses = List.copyOf(diagnoses);
    }

    /** Where a migration stands in the history. */
    public enum State {
        APPLIED("applied"),
        PENDING("pending"),
        /** One of its rows has neither finished nor was rolled back; it may still be running. */
        FAILED("failed"),
        /** Deploy applies it again, if its folder is there. */
        ROLLED_BACK("rolled back");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    static State state(List<HistoryRow> rows) {
        if (rows.stream().anyMatch(HistoryRow::isFailed)) {
            return State.FAILED;
        } else if (rows.stream().anyMatch(HistoryRow::isLive)) {
            return State.APPLIED;
        }
        return rows.isEmpty() ? State.PENDING : State.ROLLED_BACK;
    }

    /**
     * The row that its state comes from: the newest of those that are so. Prisma's {@code migrate dev} looks at the oldest row
     * instead, even at one that was rolled back.
     */
    public Optional<HistoryRow> row() {
        return rows.stream()
                .filter(row -> state == State.FAILED ? row.isFailed() : state == State.ROLLED_BACK || row.isLive())
                .reduce((older, newer) -> newer);
    }

    public boolean inFolder() {
        return migration.isPresent();
    }

    /** Whether its script is no longer the one that was applied. */
    public boolean edited() {
        return has(Diagnosis.Kind.EDITED);
    }

    public boolean has(Diagnosis.Kind kind) {
        return diagnoses.stream().anyMatch(diagnosis -> diagnosis.kind() == kind);
    }

    /** Whether there is nothing to do and nothing to put right. */
    public boolean isClean() {
        return diagnoses.stream().allMatch(Diagnosis::isNote);
    }
}
