package dev.pgplaybook.migration;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Suggestion;
import java.util.List;

/** Puts the history right by a person's word. The caller holds the history's lock. */
public final class Resolve {

    private final HistoryTable table;

    public Resolve(HistoryTable table) {
        this.table = table;
    }

    /**
     * Holds the names against folder and table, changing nothing.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB207, PB208 or PB203: P3017, P3008 and P3019 of Prisma
     */
    public void requireApplicable(MigrationFolder folder, List<String> names) {
        if (names.isEmpty()) {
            // Prisma does not look at migration_lock.toml either to mark one as rolled back.
            return;
        }
        folder.requirePostgres();
        List<HistoryRow> rows = table.rows();
        for (String name : names) {
            require(folder, name);
            if (rows.stream()
                    .anyMatch(row -> row.name().equals(name) && row.finishedAt().isPresent())) {
                throw Problem.of(ProblemCode.PB208, "The migration " + name + " is already recorded as applied")
                        .hint("nothing is left to resolve for it; look with: history")
                        .asException();
            }
        }
    }

    /** Marks migrations as applied, making the table where it is missing; their failed rows become rolled back. */
    public void markApplied(MigrationFolder folder, List<String> names) {
        requireApplicable(folder, names);
        if (!table.exists()) {
            table.create();
        }
        for (String name : names) {
            table.rows().stream()
                    .filter(row -> row.name().equals(name) && row.isFailed())
                    .forEach(row -> table.rollBack(row.id()));
            Migration migration = require(folder, name);
            table.markApplied(migration, migration.checksum());
        }
    }

    /**
     * Marks failed migrations as rolled back, so that deploy tries them again. The folder need not have them.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB214, PB209 or PB210: there is no table, no row (P3011), or no failed one (P3012)
     */
    public void markRolledBack(List<String> names) {
        requireFailed(names);
        for (String name : names) {
            table.rows().stream()
                    .filter(row -> row.name().equals(name) && row.isFailed())
                    .forEach(row -> table.rollBack(row.id()));
        }
    }

    /**
     * The row of an applied migration whose file was edited since.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB207 or PB219: there is no such file, or nothing to accept
     */
    public HistoryRow requireEdited(MigrationFolder folder, String name) {
        Migration migration = require(folder, name);
        return applied(name).stream()
                .reduce((earlier, later) -> later)
                .filter(row ->
                        !Checksum.matches(row.checksum(), migration.source().text()))
                .orElseThrow(() -> unneeded(name, "it is not applied, or its file is as it was applied"));
    }

    /** Takes the checksum of the file as it is now over into the row. */
    public void acceptEdit(MigrationFolder folder, String name) {
        table.accept(requireEdited(folder, name).id(), require(folder, name).checksum());
    }

    /**
     * The rows that say, besides the oldest, that a migration is applied. Prisma looks at the oldest.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB219: there is one row at most
     */
    public List<HistoryRow> requireDuplicates(String name) {
        List<HistoryRow> applied = applied(name);
        if (applied.size() < 2) {
            throw unneeded(name, "no more than one row says that it is applied");
        }
        return applied.subList(1, applied.size());
    }

    /** Marks all of them but the oldest as rolled back, which takes nothing away. */
    public void keepOne(String name) {
        requireDuplicates(name).forEach(row -> table.rollBack(row.id()));
    }

    private List<HistoryRow> applied(String name) {
        return table.rows().stream()
                .filter(row -> row.name().equals(name) && row.isLive() && !row.isFailed())
                .toList();
    }

    private static RuntimeException unneeded(String name, String why) {
        return Problem.of(ProblemCode.PB219, "The migration " + name + " does not need this repair: " + why)
                .hint("see what it needs with: repair " + Remedies.quoted(name))
                .asException();
    }

    public void requireFailed(List<String> names) {
        if (!names.isEmpty() && !table.exists()) {
            throw Problem.of(ProblemCode.PB214, "The database has no history, so nothing in it can be rolled back")
                    .hint("look at the URL: is it the right database?")
                    .asException();
        }
        for (String name : names) {
            List<HistoryRow> own =
                    table.rows().stream().filter(row -> row.name().equals(name)).toList();
            if (own.isEmpty()) {
                throw Problem.of(ProblemCode.PB209, "The migration " + name + " was never applied to this database")
                        .hint("look with: history")
                        .asException();
            } else if (own.stream().allMatch(row -> row.finishedAt().isPresent())) {
                throw Problem.of(ProblemCode.PB210, "The migration " + name + " is applied, and has not failed")
                        .hint("only a failed migration can be marked as rolled back")
                        .asException();
            }
        }
    }

    static Migration require(MigrationFolder folder, String name) {
        Migration migration = folder.find(name)
                .orElseThrow(
                        () -> Problem.of(ProblemCode.PB207, "There is no migration " + name + " in " + folder.path())
                                .hint(nearest(folder, name))
                                .asException());
        if (!migration.hasScript()) {
            throw Problem.of(ProblemCode.PB207, "The migration " + name + " has no migration.sql")
                    .hint("restore " + migration.file())
                    .asException();
        }
        return migration;
    }

    private static String nearest(MigrationFolder folder, String name) {
        List<String> names = folder.migrations().stream().map(Migration::name).toList();
        return names.isEmpty() ? "there is none at all: is it the right folder?" : Suggestion.hint(name, names);
    }
}
