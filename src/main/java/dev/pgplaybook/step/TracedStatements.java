package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Trace;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.trace.Tracer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Holds a tracer to a deployment: which moment is which, and what goes into the record. */
final class TracedStatements implements AutoCloseable {

    private final Tracer tracer;

    private TracedStatements(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Deploys under the eyes of a tracer. */
    static <T> T of(
            Tracing tracing, ExecutionModel model, Session session, DeployRecord record, Supplier<T> deploying) {
        Tracer tracer = new Tracer(session, tracing == Tracing.PROBE, model == ExecutionModel.WHOLE_SCRIPT);
        try (TracedStatements traced = new TracedStatements(tracer)) {
            record.tracedBy(traced);
            return deploying.get();
        }
    }

    void begin(Migration migration) {
        tracer.begin(migration.script().statements());
    }

    void before(Statement statement) {
        tracer.before(statement);
    }

    void noticed(String message) {
        tracer.noticed(message);
    }

    Optional<Trace> after(boolean failed) {
        return tracer.after(failed);
    }

    Event.MigrationTraced summary(String step, Migration migration, Duration took) {
        return new Event.MigrationTraced(
                step,
                migration.name(),
                migration.checksum().hex(),
                took.toMillis(),
                tracer.held(),
                tracer.rewrites(),
                tracer.remarks(),
                tracer.isProbing(),
                tracer.stalls());
    }

    List<String> notes() {
        return tracer.notes();
    }

    @Override
    public void close() {
        tracer.close();
    }
}
