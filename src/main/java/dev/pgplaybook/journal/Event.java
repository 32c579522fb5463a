package dev.pgplaybook.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that happened in a run. Texts are masked when they are written, never before. */
public sealed interface Event {

    /**
     * Whether this only looks back at what is over: losing it when the process is killed loses nothing that the next event, or the
     * database, does not tell.
     */
    default boolean looksBack() {
        return this instanceof StatementFinished || this instanceof MigrationApplied || this instanceof Noted;
    }

    /**
     * A walk begins.
     *
     * @param file the playbook's path; empty for a bare command
     * @param checksum SHA-256 of the playbook's text
     * @param sandbox whether the target is a disposable database
     * @param rehearsal whether the whole walk is a rehearsal: nobody is asked, and nothing real is reached
     * @param by who walks it: their account on their machine
     */
    record RunStarted(
            String playbook,
            String title,
            String file,
            String checksum,
            String target,
            boolean sandbox,
            boolean rehearsal,
            String version,
            String by,
            List<PlannedStep> steps)
            implements Event {}

    /** A step that the run will come to. */
    record PlannedStep(String id, String kind, String title) {}

    /** The database that is walked on, as it identified itself. */
    record TargetIdentified(
            String host,
            int port,
            String database,
            long databaseOid,
            String systemIdentifier,
            long timeline,
            String version,
            String role)
            implements Event {}

    /**
     * A disposable database was made and filled.
     *
     * @param reason why it comes from this provider, where the playbook leaves that open
     * @param warnings what makes it less like the real one than was wanted
     */
    record SandboxReady(String description, String like, long millis, Optional<String> reason, List<String> warnings)
            implements Event {}

    record ServiceReady(String service, long millis) implements Event {}

    record ServicesStopped() implements Event {}

    /**
     * It walks a recorded run again: nothing real is reached, and it is taken from the start or not at all.
     *
     * @param run the id of the recorded one
     */
    record Replayed(String run) implements Event {}

    /** A walk goes on that was stopped before, perhaps by somebody else. */
    record RunContinued(String version, String by) implements Event {}

    record StepReached(String step) implements Event {}

    record Checked(String step, boolean before, Finding finding) implements Event {}

    record Planned(String step, Plan plan) implements Event {}

    /** The operator was asked; on a sandbox the answer may be the rehearsal's own. */
    record Answered(String step, String question, String answer) implements Event {}

    /**
     * What became of something that was begun and has no recorded end.
     *
     * @param what a migration, an action, a server's process
     * @param basis what tells: the history, a transaction's status, the catalogs, a query of the playbook, the operator
     */
    record Reconciled(String step, String what, String found, String basis) implements Event {}

    /**
     * The files are not what they were when the run began, and the operator goes on with them.
     *
     * @param difference line by line, as it was shown
     */
    record PlaybookChanged(String checksum, List<PlannedStep> steps, String difference) implements Event {}

    /**
     * The schema as it was at a moment: {@code start}, or behind a step.
     *
     * @param facts how many things it consists of
     */
    record SchemaSeen(String moment, String fingerprint, int facts, int major) implements Event {}

    /**
     * A rehearsal vouches for the run, and every statement is held against it.
     *
     * @param head of its record
     * @param accepted in what the run differs all the same
     */
    record Vouched(String rehearsal, String head, List<String> accepted) implements Event {}

    /** No rehearsal vouches for the run, and the operator goes on without. */
    record Unrehearsed(String reason, List<String> differences) implements Event {}

    /** The migrations as they are read now; what the folder must still hold when the run goes on. */
    record MigrationsRead(List<MigrationFile> migrations) implements Event {}

    record MigrationFile(String name, String checksum) {}

    /** The point behind which nothing had changed; on disk before the first change. */
    record StepStarted(String step) implements Event {}

    record StatementStarted(String step, String sql, Optional<String> at) implements Event {}

    /**
     * A statement was answered.
     *
     * @param trace what it was seen to do, where somebody looked
     */
    record StatementFinished(
            String step,
            long millis,
            long rows,
            Optional<String> sqlState,
            Optional<String> message,
            Optional<Trace> trace)
            implements Event {}

    /**
     * A migration was applied under observation.
     *
     * @param checksum of its script, by which a plan finds the trace again
     * @param held the strong locks, from when each was asked for to the end of the transaction
     * @param remarks the findings of all its statements
     * @param stalls how long probes stood still, where there were any
     */
    record MigrationTraced(
            String step,
            String migration,
            String checksum,
            long millis,
            List<Held> held,
            List<String> rewrites,
            List<Trace.Remark> remarks,
            boolean probed,
            List<Stall> stalls)
            implements Event {}

    /** A strong lock on a relation that was there before the migration. */
    record Held(String relation, String mode, int statement, long millis) {}

    /**
     * How long those stood still who use a table as an application does.
     *
     * @param who readers or writers
     * @param statement the number of the statement that ran meanwhile
     * @param at where it stands
     * @param cause the table that the statement works on; empty for the whole migration, and where it names none
     * @param causeRows how many rows that one had
     * @param grows whether the statement takes longer where there are more of them
     * @param fails the server's words, where what worked before does not work any more behind the statement
     */
    record Stall(
            String relation,
            String who,
            int statement,
            String at,
            long longestMillis,
            long totalMillis,
            String cause,
            long causeRows,
            boolean grows,
            Optional<String> fails) {}

    /** What resume needs to ask the server whether a COMMIT took effect. */
    record Committing(String step, int pid, String backendStart, String transaction) implements Event {}

    /** A migration's row is in the history, and its script is next. */
    record MigrationStarted(String step, String migration, String row) implements Event {}

    record MigrationApplied(String step, String migration, long millis) implements Event {}

    /**
     * A statement, a request or a command begins, or what stands in for it.
     *
     * @param number its place among the step's actions, from 1
     */
    record CallStarted(String step, int number, String what, boolean standIn) implements Event {}

    record CallFinished(String step, long millis, String result) implements Event {}

    /** The WAL position and the time behind which a restore finds the database as it was. */
    record RestorePoint(String walPosition, String time) implements Event {}

    /**
     * What the tables held before a step.
     *
     * @param at by the server's clock
     */
    record Tallied(String step, String at, List<TableTally> tables) implements Event {}

    /**
     * What a step made of a table, or what it left alone of one that it touched.
     *
     * @param before how many rows; absent where they were not counted, or the table was not there
     */
    record TableCompared(
            String step,
            String table,
            Optional<String> before,
            Optional<String> after,
            Finding.Verdict verdict,
            String said)
            implements Event {

        public String told() {
            return before.orElse("?") + " → " + after.orElse("?") + " rows: " + said;
        }
    }

    record Noted(String step, String text) implements Event {}

    record StepFinished(String step, Outcome outcome, long millis) implements Event {}

    /** The walk stops before its end, and can go on. */
    record RunPaused(String reason) implements Event {}

    record RunFinished(String result, int exit) implements Event {}

    /** An event of a later version: kept as it is. */
    record Unknown(String type, Map<String, Object> data) implements Event {}
}
