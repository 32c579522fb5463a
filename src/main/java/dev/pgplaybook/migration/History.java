package dev.pgplaybook.migration;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The folder and the table, held against each other. */
public record History(MigrationFolder folder, List<HistoryRow> rows) {

    public History {
        rows = List.copyOf(rows);
    }

    /** What deploy would apply: every migration of the folder without a live row, in the folder's order, older ones too. */
    public List<Migration> pending() {
        Set<String> live =
                rows.stream().filter(HistoryRow::isLive).map(HistoryRow::name).collect(Collectors.toSet());
        return folder.migrations().stream()
                .filter(migration -> !live.contains(migration.name()))
                .toList();
    }

    /** Those of the folder that have been applied and have a script, in the folder's order. */
    public List<Migration> applied() {
        Set<String> names = appliedNames();
        return folder.migrations().stream()
                .filter(migration -> names.contains(migration.name()) && migration.hasScript())
                .toList();
    }

    /** The applied ones that the folder has no script of, in the order in which they began. */
    public List<String> appliedWithoutScript() {
        return appliedNames().stream()
                .filter(name -> folder.find(name).filter(Migration::hasScript).isEmpty())
                .toList();
    }

    private Set<String> appliedNames() {
        return rows.stream()
                .filter(row -> row.isLive() && !row.isFailed())
                .map(HistoryRow::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    public List<HistoryRow> failed() {
        return rows.stream().filter(HistoryRow::isFailed).toList();
    }

    public List<HistoryRow> rowsOf(String name) {
        return rows.stream().filter(row -> row.name().equals(name)).toList();
    }

    /** The applied ones whose file is not what was applied any more. */
    public List<String> edited() {
        Map<String, HistoryRow> applied = new LinkedHashMap<>();
        rows.stream().filter(HistoryRow::isLive).forEach(row -> applied.put(row.name(), row));
        return folder.migrations().stream()
                .filter(migration -> applied.containsKey(migration.name()) && migration.hasScript())
                .filter(migration -> !Checksum.matches(
                        Objects.requireNonNull(applied.get(migration.name())).checksum(),
                        migration.source().text()))
                .map(Migration::name)
                .toList();
    }

    /** Every migration that either knows, the folder's first and in its order. */
    public List<MigrationStatus> statuses() {
        return new Examination(this, Optional.empty()).statuses();
    }

    /** The names of those in a state, in the same order. */
    public List<String> named(MigrationStatus.State state) {
        return statuses().stream()
                .filter(status -> status.state() == state)
                .map(MigrationStatus::name)
                .toList();
    }

    /** Whether there is nothing to do and nothing to put right. */
    public boolean isClean() {
        return statuses().stream().allMatch(MigrationStatus::isClean);
    }

    /**
     * Refuses to go on over a failed migration, as Prisma does with P3009.
     *
     * @param but the names of those that are about to be gone on with
     * @throws dev.pgplaybook.problem.ProblemException PB205
     */
    public void requireNoFailure(List<String> but) {
        List<HistoryRow> failed =
                failed().stream().filter(row -> !but.contains(row.name())).toList();
        if (!failed.isEmpty()) {
            HistoryRow row = failed.get(0);
            throw Problem.of(
                            ProblemCode.PB205,
                            "The migration " + row.name() + " began at " + row.startedAt() + " and has not finished")
                    .hint("see how far it came, and put it right, with: repair " + row.name())
                    .asException();
        }
    }
}
