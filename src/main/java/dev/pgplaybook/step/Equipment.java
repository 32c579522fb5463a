package dev.pgplaybook.step;

import dev.pgplaybook.database.Readers;
import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Cleanup;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.run.Contract;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.secret.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What every walk of this process is made with.
 *
 * @param screen hears every event once it is recorded
 * @param readers for every look at a database; they are closed with the walk
 * @param accept ids of checks whose failure the operator accepts
 * @param withoutRehearsal why a protected target is walked on though no rehearsal vouches for that
 * @param lockWait how long to wait for the history's lock
 * @param tracing what is looked at while migrations run on a sandbox
 * @param version of this program, for the record
 * @param by who walks, for the record: an account on a machine
 */
public record Equipment(
        Operator operator,
        Recorder screen,
        Progress progress,
        Cancellation cancellation,
        Cleanup cleanup,
        Clock clock,
        Secrets secrets,
        Sandboxes sandboxes,
        Readers readers,
        Set<String> accept,
        Optional<String> withoutRehearsal,
        Duration lockWait,
        boolean showValues,
        Tracing tracing,
        String version,
        String by) {

    /** The same, with somebody else to answer. */
    Equipment answeredBy(Operator other) {
        return new Equipment(
                other,
                screen,
                progress,
                cancellation,
                cleanup,
                clock,
                secrets,
                sandboxes,
                readers,
                accept,
                withoutRehearsal,
                lockWait,
                showValues,
                tracing,
                version,
                by);
    }

    /** The part of it that a walk's runners work with. */
    Tools tools(
            Recorder recorder, Optional<Ledger> ledger, Optional<Contract> contract, Operator answering, String runId) {
        return new Tools(
                recorder,
                ledger,
                contract,
                answering,
                progress,
                cancellation,
                clock,
                secrets,
                sandboxes,
                readers,
                runId,
                accept,
                lockWait,
                showValues,
                tracing);
    }
}
