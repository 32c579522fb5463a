package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.migration.Blocker;
import dev.pgplaybook.migration.DeployListener;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Records a deployment as it goes. */
final class DeployRecord implements DeployListener {

    private final Context context;
    private final Step step;
    private final StatementLog log;
    private int applied;

    DeployRecord(Context context, Step step) {
        this.context = context;
        this.step = step;
        this.log = context.log(step);
    }

    StatementLog log() {
        return log;
    }

    /** How many migrations have taken effect. */
    int applied() {
        return applied;
    }

    @Override
    public void migrationStarted(Migration migration, String rowId) {
        note(migration.name() + " begins, history row " + rowId);
    }

    @Override
    public void statementNext(Statement statement) {
        log.at(statement.location());
    }

    @Override
    public void committing(Session session, Optional<String> transaction) {
        log.committing(session, transaction);
    }

    @Override
    public void migrationApplied(Migration migration, Duration took) {
        applied++;
        note(migration.name() + " applied in " + took.toMillis() + " ms");
        context.tools().recorder().sync();
    }

    /** Called from the thread that watches: the record is safe for that, and the screen as well. */
    @Override
    public void waiting(List<Blocker> blockers) {
        told("waiting for " + listed(blockers));
    }

    @Override
    public void retrying(Migration migration, int attempt, String reason, List<Blocker> blockers) {
        String who = blockers.isEmpty() ? "" : ", kept waiting by " + listed(blockers);
        told(migration.name() + " rolled back (" + reason + who + "), attempt " + attempt);
    }

    private static String listed(List<Blocker> blockers) {
        return blockers.stream().map(Blocker::toString).collect(Collectors.joining(", "));
    }

    private void told(String text) {
        note(text);
        context.tools().progress().note(text);
    }

    private void note(String text) {
        context.tools().recorder().record(new Event.Noted(step.id(), text));
    }
}
