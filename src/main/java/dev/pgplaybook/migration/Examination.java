package dev.pgplaybook.migration;

import dev.pgplaybook.migration.Diagnosis.Kind;
import dev.pgplaybook.migration.MigrationStatus.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds all there is to know of each migration that the folder or the table knows. */
final class Examination {

    private final Path path;
    private final List<Migration> folder;
    private final Map<String, List<HistoryRow>> rows = new LinkedHashMap<>();
    private final Optional<LockHolder> lockHolder;
    private final Optional<String> firstFailed;
    private final Optional<String> firstWithoutScript;

    /** @param lockHolder who is at work on the history now: then what looks failed may be running */
    Examination(History history, Optional<LockHolder> lockHolder) {
        this.path = history.folder().path();
        this.folder = history.folder().migrations();
        this.lockHolder = lockHolder;
        folder.forEach(migration -> rows.put(migration.name(), new ArrayList<>()));
        history.rows()
                .forEach(row -> rows.computeIfAbsent(row.name(), name -> new ArrayList<>())
                        .add(row));
        firstFailed = rows.keySet().stream()
                .filter(name -> stateOf(name) == State.FAILED)
                .findFirst();
        firstWithoutScript = folder.stream()
                .filter(migration -> isOpen(migration.name()) && !migration.hasScript())
                .map(Migration::name)
                .findFirst();
    }

    /** The folder's migrations first and in its order, then those that only the table knows. */
    List<MigrationStatus> statuses() {
        Map<String, Migration> byName = new LinkedHashMap<>();
        folder.forEach(migration -> byName.put(migration.name(), migration));
        List<MigrationStatus> statuses = new ArrayList<>();
        rows.forEach((name, own) -> statuses.add(status(name, Optional.ofNullable(byName.get(name)), own)));
        return statuses;
    }

    private MigrationStatus status(String name, Optional<Migration> migration, List<HistoryRow> own) {
        State state = MigrationStatus.state(own);
        MigrationStatus bare = new MigrationStatus(name, state, migration, own, List.of());
        List<Diagnosis> diagnoses = switch (state) {
            case FAILED -> failed(bare);
            case APPLIED -> applied(bare);
            case PENDING, ROLLED_BACK -> toApply(bare);
        };
        return new MigrationStatus(name, state, migration, own, diagnoses);
    }

    private List<Diagnosis> failed(MigrationStatus status) {
        List<Diagnosis> found = new ArrayList<>();
        HistoryRow row = status.row().orElseThrow();
        found.add(lockHolder
                .map(holder -> Diagnosis.of(
                        Kind.FAILED,
                        "begun at " + row.startedAt()
                                + " and not finished; it may be running, as the history's lock is held by " + holder,
                        Remedies.LOOK_AGAIN))
                .orElseGet(() -> Diagnosis.of(
                        Kind.FAILED,
                        "begun at " + row.startedAt() + " and never finished"
                                + Checkpoint.in(row)
                                        .map(point -> "; " + point.told())
                                        .orElse(""),
                        Remedies.look(status.name()),
                        Remedies.rollBack(status.name()),
                        Remedies.markFailedApplied(status.name()))));
        if (!status.inFolder()) {
            found.add(missing(status.name()));
        }
        return found;
    }

    private List<Diagnosis> applied(MigrationStatus status) {
        List<Diagnosis> found = new ArrayList<>();
        HistoryRow row = status.row().orElseThrow();
        if (row.steps() == 0) {
            found.add(Diagnosis.of(Kind.MARKED, "marked by resolve, not run"));
        }
        long live = status.rows().stream().filter(HistoryRow::isLive).count();
        if (live > 1) {
            found.add(Diagnosis.of(
                    Kind.DUPLICATE, live + " rows say that it is applied", Remedies.keepOne(status.name())));
        }
        if (status.migration().isEmpty()) {
            found.add(missing(status.name()));
        } else if (!status.migration().get().hasScript()) {
            found.add(Diagnosis.of(
                    Kind.WITHOUT_SCRIPT,
                    "its migration.sql is missing",
                    Remedies.findRemoval(status.migration().get().file().toString())));
        } else {
            edited(status, status.migration().get(), row).ifPresent(found::add);
        }
        return found;
    }

    private Diagnosis missing(String name) {
        return Diagnosis.of(
                Kind.MISSING,
                "it is not in the folder",
                Remedies.findRemoval(path.resolve(name).toString()));
    }

    private static Optional<Diagnosis> edited(MigrationStatus status, Migration migration, HistoryRow row) {
        String script = migration.source().text();
        if (!Checksum.matches(row.checksum(), script)) {
            return Optional.of(Diagnosis.of(
                    Kind.EDITED,
                    "its file was edited since: applied as " + Checksum.shortened(row.checksum()) + ", now "
                            + Checksum.shortened(Checksum.of(script).hex()),
                    Remedies.acceptEdit(status.name())));
        }
        HistoryRow oldest = status.rows().get(0);
        return Checksum.matches(oldest.checksum(), script)
                ? Optional.empty()
                : Optional.of(Diagnosis.of(
                        Kind.OTHER_FIRST_TRY,
                        "prisma migrate dev takes it for edited, as it looks at the first try's row"));
    }

    private List<Diagnosis> toApply(MigrationStatus status) {
        List<Diagnosis> found = new ArrayList<>();
        String again = status.row()
                .flatMap(HistoryRow::rolledBackAt)
                .map(at -> "rolled back at " + at)
                .orElse("");
        if (!status.inFolder()) {
            return List.of(Diagnosis.of(Kind.GONE, again + ", and its folder is gone"));
        }
        found.add(
                again.isEmpty()
                        ? Diagnosis.of(Kind.PENDING, "pending", Remedies.DEPLOY)
                        : Diagnosis.of(Kind.PENDING_AGAIN, again + "; deploy applies it again", Remedies.DEPLOY));
        if (!status.migration().orElseThrow().hasScript()) {
            found.add(Diagnosis.of(
                    Kind.WITHOUT_SCRIPT,
                    "it has no migration.sql, so deploy stops there",
                    Remedies.removeEmpty(status.migration().orElseThrow())));
        }
        laterApplied(status.name())
                .ifPresent(later -> found.add(Diagnosis.of(
                        Kind.OUT_OF_ORDER,
                        "out of order: " + later + " comes after it and is applied",
                        Remedies.markApplied(status.name()))));
        obstacle(status.name()).ifPresent(found::add);
        return found;
    }

    private Optional<String> laterApplied(String name) {
        return behind(name).filter(other -> stateOf(other) == State.APPLIED).findFirst();
    }

    /** What deploy meets before it gets to the migration. */
    private Optional<Diagnosis> obstacle(String name) {
        return firstFailed
                .map(failed -> "deploy does not get to it before " + failed + " is resolved")
                .or(() -> firstWithoutScript
                        .filter(empty -> behind(empty).anyMatch(name::equals))
                        .map(empty -> "deploy does not get to it, as " + empty + " has no migration.sql"))
                .map(said -> Diagnosis.of(Kind.BLOCKED, said));
    }

    private Stream<String> behind(String name) {
        return folder.stream()
                .map(Migration::name)
                .dropWhile(other -> !other.equals(name))
                .skip(1);
    }

    /** Whether deploy has still to apply it. */
    private boolean isOpen(String name) {
        State state = stateOf(name);
        return state == State.PENDING || state == State.ROLLED_BACK;
    }

    private State stateOf(String name) {
        return MigrationStatus.state(rows.getOrDefault(name, List.of()));
    }
}
