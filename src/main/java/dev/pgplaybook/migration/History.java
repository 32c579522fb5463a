package dev.pgplaybook.migration;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The folder and the table, held against each other. */
public record History(MigrationFolder folder, List<HistoryRow> rows) {

    public History {
        rows = List.copyOf(rows);
    }

    /** What deploy would apply: every migration of the folder without a live row, in the folder's order, older ones too. */
    public List<Migration> pending() {
        return folder.migrations().stream()
                .filter(m -> rowsOf(m.name()).stream().noneMatch(HistoryRow::isLive))
                .toList();
    }

    public List<HistoryRow> failed() {
        return rows.stream().filter(HistoryRow::isFailed).toList();
    }

    public List<HistoryRow> rowsOf(String name) {
        return rows.stream().filter(row -> row.name().equals(name)).toList();
    }

    /** Every migration that either knows, the folder's first and in its order. */
    public List<MigrationStatus> statuses() {
        Set<String> names = new LinkedHashSet<>();
        folder.migrations().forEach(m -> names.add(m.name()));
        rows.forEach(row -> names.add(row.name()));
        List<MigrationStatus> statuses = new ArrayList<>();
        names.forEach(name -> statuses.add(status(name)));
        return statuses;
    }

    /** Whether there is nothing to do and nothing to put right. */
    public boolean isClean() {
        return statuses().stream().allMatch(MigrationStatus::isClean);
    }

    /**
     * Refuses to go on over a failed migration, as Prisma does with P3009.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB205
     */
    public void requireNoFailure() {
        if (!failed().isEmpty()) {
            HistoryRow row = failed().get(0);
            throw Problem.of(
                            ProblemCode.PB205,
                            "The migration " + row.name() + " began at " + row.startedAt() + " and has not finished")
                    .hint("if none of it is in the database: resolve --rolled-back " + row.name()
                            + "; if all of it is: resolve --applied " + row.name())
                    .asException();
        }
    }

    private MigrationStatus status(String name) {
        List<HistoryRow> own = rowsOf(name);
        Optional<Migration> migration = folder.find(name);
        Optional<HistoryRow> live = own.stream().filter(HistoryRow::isLive).reduce((earlier, later) -> later);
        MigrationStatus.State state = live.map(
                        row -> row.isFailed() ? MigrationStatus.State.FAILED : MigrationStatus.State.APPLIED)
                .orElse(own.isEmpty() ? MigrationStatus.State.PENDING : MigrationStatus.State.ROLLED_BACK);
        boolean edited = state == MigrationStatus.State.APPLIED
                && migration.filter(Migration::hasScript).isPresent()
                && !Checksum.matches(
                        live.orElseThrow().checksum(),
                        migration.orElseThrow().script().text());
        return new MigrationStatus(name, state, migration.isPresent(), edited, live);
    }
}
