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
    private Optional<TracedStatements> traced = Optional.empty();
    private int applied;
    private String announced = "";
    private Runnable onDisk = () -> {};

    DeployRecord(Context context, Step step) {
        this.context = context;
        this.step = step;
        this.log = context.log(step);
    }

    /** From now on the statements are looked at as well. */
    void tracedBy(TracedStatements someone) {
        traced = Optional.of(someone);
        log.tracedBy(someone);
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
        record(new Event.MigrationStarted(step.id(), migration.name(), rowId));
        traced.ifPresent(tracer -> tracer.begin(migration));
    }

    @Override
    public boolean looksBetween() {
        return traced.isPresent();
    }

    @Override
    public void statementNext(Statement statement) {
        log.at(statement.location());
        traced.ifPresent(tracer -> tracer.before(statement));
    }

    /** What is needed to ask after the COMMIT is known here already, and comes to disk while the server works. */
    @Override
    public void opened(Session session, String transaction) {
        log.announce(session, Optional.of(transaction));
        announced = transaction;
        onDisk = context.tools().recorder().syncing();
    }

    @Override
    public void committing(Session session, Optional<String> transaction) {
        if (transaction.filter(announced::equals).isPresent()) {
            log.requireKept();
            onDisk.run();
        } else {
            log.committing(session, transaction);
        }
    }

    @Override
    public void migrationApplied(Migration migration, Duration took) {
        applied++;
        // On disk before the next COMMIT at the latest; until then the COMMIT's transaction, which is, tells as much.
        record(new Event.MigrationApplied(step.id(), migration.name(), took.toMillis()));
        traced.ifPresent(tracer -> {
            record(tracer.summary(step.id(), migration, took));
            tracer.notes().forEach(note -> record(new Event.Noted(step.id(), note)));
        });
    }

    /** Called from the thread that watches: the record is safe for that, and the screen as well. */
    @Override
    public void waiting(List<Blocker> blockers) {
        told("waiting for " + listed(blockers));
    }

    @Override
    public void retrying(Migration migration, int attempt, String reason, List<Blocker> blockers) {
        String who = blockers.isEmpty() ? "" : ", kept waiting by " + listed(blockers);
        traced.ifPresent(tracer -> tracer.begin(migration));
        told(migration.name() + " rolled back (" + reason + who + "), attempt " + attempt);
    }

    private static String listed(List<Blocker> blockers) {
        return blockers.stream().map(Blocker::toString).collect(Collectors.joining(", "));
    }

    private void told(String text) {
        record(new Event.Noted(step.id(), text));
        context.tools().progress().note(text);
    }

    private void record(Event event) {
        context.tools().recorder().record(event);
    }
}
