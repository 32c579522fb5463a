package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.Deployment;
import dev.pgplaybook.migration.History;
import dev.pgplaybook.migration.HistoryTable;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.migration.MigrationStatus;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.step.DeployContinuation.Begun;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a deploy step has still to apply, by its database's history: what is pending, and what an attempt before has begun. The folder is read
 * when the step is reached, and not again: what was shown is what is run.
 */
final class PendingMigrations {

    private final Context context;
    private final Step step;
    private final Work.Deploy work;
    private @Nullable MigrationFolder folder;

    /** What a deploy that was cut off has begun, and is gone on with. */
    private List<Begun> begun = List.of();

    /** Whether it was cut off: then what it has applied already is not pending any more. */
    private boolean again;

    PendingMigrations(Context context, Step step, Work.Deploy work) {
        this.context = context;
        this.step = step;
        this.work = work;
    }

    /** The step was begun before. */
    void goOnWith(List<Begun> migrations) {
        again = true;
        begun = migrations;
    }

    List<Begun> begun() {
        return begun;
    }

    MigrationFolder folder() {
        MigrationFolder read = folder;
        if (read == null) {
            read = context.migrations();
            folder = read;
        }
        return read;
    }

    History history(Session session) {
        return new History(folder(), table(session).rows());
    }

    /** A step that was cut off behind its last COMMIT has nothing left to do, which is not the same as an unexpected history. */
    boolean isNothingExpectedLeft(Session session) {
        if (work.expect().isEmpty() || !table(session).exists()) {
            return false;
        }
        History history = history(session);
        List<String> applied = history.named(MigrationStatus.State.APPLIED);
        return history.pending().isEmpty()
                && history.failed().isEmpty()
                && applied.containsAll(work.expect().orElseThrow());
    }

    /** What is pending, in the order in which it is applied. */
    List<Migration> of(Session session) {
        Deployment deployment = deployment(session);
        return begun.isEmpty()
                ? deployment.pendingOnceSettled(
                        expected(session),
                        context.tools().lockWait(),
                        context.tools().progress())
                : deployment.pending(
                        expected(session), begun.stream().map(Begun::migration).toList());
    }

    /** What is pending; where the history does not say yet, since a step before this one resolves it, what is expected to be. */
    List<Migration> toPlan(Session session) {
        try {
            return of(session);
        } catch (ProblemException e) {
            List<String> expected = work.expect().orElseThrow(() -> e);
            return folder().migrations().stream()
                    .filter(m -> expected.contains(m.name()) && m.hasScript())
                    .toList();
        }
    }

    /** What is expected to be pending: of a step that was cut off, without what it has applied and what it has begun. */
    Optional<List<String>> expected(Session session) {
        if (!again) {
            return work.expect();
        }
        List<String> pending =
                history(session).pending().stream().map(Migration::name).toList();
        return work.expect()
                .map(names -> names.stream().filter(pending::contains).toList());
    }

    List<Statement> left(Session session, Begun migration) {
        return deployment(session).left(migration.migration(), migration.taken());
    }

    Deployment deployment(Session session) {
        boolean probed = context.tracing() == Tracing.PROBE;
        return new Deployment(
                session, folder(), context.tools().clock(), DeployBounds.of(model(), step.limits(), probed));
    }

    ExecutionModel model() {
        return work.execution().or(() -> context.playbook().execution()).orElse(ExecutionModel.TRANSACTION);
    }

    HistoryTable table(Session session) {
        return new HistoryTable(session, context.tools().clock());
    }
}
