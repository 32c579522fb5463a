package dev.pgplaybook.step;

import dev.pgplaybook.database.Readers;
import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.run.Contract;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.secret.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a walk works with, whatever it walks on.
 *
 * @param ledger where the target keeps a note of the run
 * @param contract what every statement is held against
 * @param readers for every look at a database; they are closed with the walk
 * @param runId the run's id, for sessions to be known by
 * @param accept ids of preflight checks whose failure the operator accepts
 * @param lockWait how long to wait for the history's lock
 * @param showValues whether row values in the server's errors are shown and recorded
 * @param tracing what is looked at while migrations run on a sandbox
 */
public record Tools(
        Recorder recorder,
        Optional<Ledger> ledger,
        Optional<Contract> contract,
        Operator operator,
        Progress progress,
        Cancellation cancellation,
        Clock clock,
        Secrets secrets,
        Sandboxes sandboxes,
        Readers readers,
        String runId,
        Set<String> accept,
        Duration lockWait,
        boolean showValues,
        Tracing tracing) {

    /** The same for a place where there is nothing to be learned. */
    Tools untraced() {
        return with(contract, Tracing.NONE);
    }

    /** The same, where nothing is held against a recording. */
    Tools unheld() {
        return with(Optional.empty(), tracing);
    }

    private Tools with(Optional<Contract> held, Tracing looked) {
        return new Tools(
                recorder,
                ledger,
                held,
                operator,
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
                looked);
    }
}
