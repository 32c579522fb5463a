package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.migration.DeployListener;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.sql.Statement;
import java.time.Duration;

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
    public void committing(Session session) {
        log.committing(session);
    }

    @Override
    public void migrationApplied(Migration migration, Duration took) {
        applied++;
        note(migration.name() + " applied in " + took.toMillis() + " ms");
        context.tools().recorder().sync();
    }

    @Override
    public void retrying(Migration migration, int attempt, String reason) {
        String text = migration.name() + " rolled back (" + reason + "), attempt " + attempt;
        note(text);
        context.tools().progress().note(text);
    }

    private void note(String text) {
        context.tools().recorder().record(new Event.Noted(step.id(), text));
    }
}
