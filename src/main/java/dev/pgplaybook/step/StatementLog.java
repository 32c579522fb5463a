package dev.pgplaybook.step;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.ServerProcess;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SqlFailure;
import dev.pgplaybook.database.StatementListener;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.journal.Trace;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.run.Contract;
import dev.pgplaybook.run.Recording;
import java.time.Duration;
import java.util.Optional;

/** Makes an event of every statement of a step. Whoever sends a statement says first where it stands. */
final class StatementLog implements StatementListener {

    private final String step;
    private final Recorder recorder;
    private final Progress progress;
    private final Optional<Contract> contract;
    private Optional<Location> place = Optional.empty();
    private Optional<TracedStatements> traced = Optional.empty();

    StatementLog(String step, Recorder recorder, Progress progress, Optional<Contract> contract) {
        this.step = step;
        this.recorder = recorder;
        this.progress = progress;
        this.contract = contract;
    }

    /** Whoever looks what the statements do. */
    void tracedBy(TracedStatements someone) {
        traced = Optional.of(someone);
    }

    void at(Location location) {
        place = Optional.of(location);
    }

    @Override
    public void started(String sql) {
        recorder.record(new Event.StatementStarted(step, sql, place.map(Location::toString)));
        watch().ifPresent(watch -> watch.started(sql));
    }

    @Override
    public void finished(String sql, Duration took, long rows, Optional<SqlFailure> failure) {
        Optional<Trace> trace = traced.flatMap(tracer -> tracer.after(failure.isPresent()));
        Optional<String> sqlState = failure.map(SqlFailure::sqlState);
        recorder.record(new Event.StatementFinished(
                step, took.toMillis(), rows, sqlState, failure.map(SqlFailure::message), trace));
        watch().flatMap(watch -> watch.finished(took.toMillis(), rows, sqlState, Recording.observed(trace)))
                .ifPresent(this::slower);
    }

    /** What took much longer than in the recording is told at once, and stops nothing. */
    void slower(String what) {
        recorder.record(new Event.Noted(step, "slower: " + what));
        progress.note("slower: " + what);
    }

    @Override
    public void noticed(String message) {
        traced.ifPresent(tracer -> tracer.noticed(message));
    }

    private Optional<Contract.StatementWatch> watch() {
        return contract.flatMap(held -> held.watch(step));
    }

    /**
     * To be asked before anything is committed.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB525 where a statement was not as in the recording that the walk is held against
     */
    void requireKept() {
        contract.ifPresent(held -> held.requireKept(step));
    }

    /** Puts on disk, before a COMMIT, what tells later whether it took effect. */
    void committing(Session session) {
        Row row = session.one("SELECT pg_current_xact_id_if_assigned()");
        committing(session, row.isNull(0) ? Optional.empty() : Optional.of(row.text(0)));
    }

    /** @param transaction what is committed; absent where nothing was written, or where a statement commits by itself */
    void committing(Session session, Optional<String> transaction) {
        requireKept();
        announce(session, transaction);
        recorder.sync();
    }

    /** Records it, and leaves it to the caller to see it on disk before the COMMIT. */
    void announce(Session session, Optional<String> transaction) {
        ServerProcess process = session.process();
        recorder.record(new Event.Committing(step, process.pid(), process.startedAt(), transaction.orElse("")));
    }
}
