package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.Diagnosis.Kind;
import dev.pgplaybook.migration.MigrationStatus.State;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A history with all that can be known about it: what {@code history} shows. */
public final class Survey {

    private final History history;
    private final Surroundings around;

    /** Made when it is first asked for: it reads every script, which a deploy has no need of. */
    private @Nullable List<MigrationStatus> statuses;

    Survey(History history, Surroundings around) {
        this.history = history;
        this.around = around;
    }

    /** Reads folder and database; changes nothing and takes no lock. */
    public static Survey of(MigrationFolder folder, Session session, Clock clock) {
        return new Survey(
                new History(folder, new HistoryTable(session, clock).rows()), Surroundings.read(session, clock));
    }

    public History history() {
        return history;
    }

    public Surroundings around() {
        return around;
    }

    /** Every migration that folder or table knows. */
    public List<MigrationStatus> statuses() {
        if (statuses == null) {
            statuses = List.copyOf(new Examination(history, around.lockHolder()).statuses());
        }
        return statuses;
    }

    /** What is to be said of the history as a whole. */
    public List<Diagnosis> diagnoses() {
        List<Diagnosis> found = new ArrayList<>();
        provider(found);
        table(found);
        folder(found);
        around.lockHolder()
                .ifPresent(holder -> found.add(Diagnosis.of(Kind.LOCKED, "the history's lock is held by " + holder)));
        return found;
    }

    /** Whether there is nothing to do and nothing to put right. */
    public boolean isClean() {
        return diagnoses().stream().allMatch(Diagnosis::isNote)
                && statuses().stream().allMatch(MigrationStatus::isClean);
    }

    private void provider(List<Diagnosis> found) {
        LockFile lock = LockFile.in(history.folder().path());
        if (!lock.isForPostgres()) {
            found.add(Diagnosis.of(
                    Kind.WRONG_PROVIDER,
                    "migration_lock.toml says that the migrations are for "
                            + lock.provider().orElseThrow() + ", so deploy refuses them, as Prisma does (P3019)"));
        }
    }

    private void table(List<Diagnosis> found) {
        String table = around.schema() + "._prisma_migrations";
        if (around.hasTable()) {
            if (!around.elsewhere().isEmpty()) {
                found.add(Diagnosis.of(Kind.ALSO_ELSEWHERE, "other histories are in: " + listedSchemas()));
            }
            return;
        }
        if (!around.elsewhere().isEmpty()) {
            found.add(Diagnosis.of(
                    Kind.ELSEWHERE,
                    "there is no " + table + ", and a history in: " + listedSchemas(),
                    new Diagnosis.Remedy(
                            "", "history with ?schema=" + around.elsewhere().get(0) + " in the URL")));
        }
        if (around.isEmpty()) {
            found.add(Diagnosis.of(
                    Kind.NO_TABLE, "there is no " + table + "; the schema holds no table either, so deploy makes it"));
        } else {
            found.add(Diagnosis.of(
                    Kind.UNMANAGED,
                    "there is no " + table
                            + ", and the schema holds tables, so deploy refuses it, as Prisma does (P3005)",
                    history.folder().migrations().stream()
                            .findFirst()
                            .map(first -> new Diagnosis.Remedy[] {Remedies.markApplied(first.name())})
                            .orElseGet(() -> new Diagnosis.Remedy[0])));
        }
    }

    private void folder(List<Diagnosis> found) {
        history.folder().warnings().forEach(warning -> found.add(Diagnosis.of(Kind.FOLDER, warning)));
        boolean known = statuses().stream()
                .anyMatch(status -> status.inFolder() && !status.rows().isEmpty());
        boolean applied = statuses().stream().anyMatch(status -> status.state() == State.APPLIED);
        if (applied && !known) {
            found.add(Diagnosis.of(
                    Kind.FOREIGN,
                    "none of the migrations in the history is in "
                            + history.folder().path() + "; is it the folder of another project?"));
        }
    }

    private String listedSchemas() {
        return String.join(", ", around.elsewhere());
    }
}
