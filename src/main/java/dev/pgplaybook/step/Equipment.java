package dev.pgplaybook.step;

import dev.pgplaybook.database.Readers;
import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Cleanup;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.secret.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * What every walk of this process is made with.
 *
 * @param screen hears every event once it is recorded
 * @param readers for every look at a database; they are closed with the walk
 * @param accept ids of checks whose failure the operator accepts
 * @param lockWait how long to wait for the history's lock
 * @param tracing what is looked at while migrations run on a sandbox
 * @param version of this program, for the record
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
        Duration lockWait,
        boolean showValues,
        Tracing tracing,
        String version) {

    /** The part of it that a walk's runners work with. */
    Tools tools(Recorder recorder, Operator answering, String runId) {
        return new Tools(
                recorder,
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
