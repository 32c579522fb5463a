package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.Limits;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the runners of one walk share: the playbook, the values of its variables, the database and the tools.
 *
 * @param folder the migrations, where they were read already
 */
public record Context(
        Playbook playbook, Variables variables, Ground ground, Tools tools, Optional<MigrationFolder> folder) {

    /** A session that works under the step's limits, and whose statements are recorded. */
    Session session(Step step, StatementLog log) {
        return Session.open(ground.url(), options(step).heardBy(log));
    }

    /** The same, with the search path that Prisma gives to migrations. */
    Session migrating(Step step, StatementLog log) {
        return Session.open(ground.url().inItsSchema(), options(step).heardBy(log));
    }

    /** A session in which the server itself refuses every change. */
    Session reader(Step step) {
        return tools.readers().open(ground.url(), options(step));
    }

    /** The same, over a connection that is made now: to see where the target's name leads at this moment. */
    Session freshReader(Step step) {
        return Session.open(ground.url(), options(step).asReader());
    }

    /** The same in the migrations' search path, for questions that may take this long and no longer. */
    Session asking(Step step, Duration limit) {
        Optional<Duration> limits = Optional.of(limit);
        return Session.open(
                ground.url().inItsSchema(),
                options(step).timeouts(limits, limits).asReader());
    }

    StatementLog log(Step step) {
        return new StatementLog(step.id(), tools.recorder(), tools.progress(), tools.contract());
    }

    /**
     * The playbook's migrations. Where it is a command line, a missing folder is an empty one, as to Prisma's deploy.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB104 or PB201 where there are none to be had
     */
    MigrationFolder migrations() {
        return folder.orElseGet(this::read);
    }

    private MigrationFolder read() {
        Path path = playbook.migrations()
                .orElseThrow(() -> Problem.of(
                                ProblemCode.PB104, "The playbook " + playbook.name() + " names no migrations folder")
                        .hint("add migrations: PATH, relative to the playbook")
                        .asException());
        return playbook.isOfCommandLine() ? MigrationFolder.readOrEmpty(path) : MigrationFolder.read(path);
    }

    /** What is looked at while migrations run here. */
    Tracing tracing() {
        return ground.sandbox() ? tools.tracing() : Tracing.NONE;
    }

    /** The checks whose failure the playbook or the operator accepts. */
    Set<String> accepted() {
        Set<String> accepted = new HashSet<>(playbook.accept());
        accepted.addAll(tools.accept());
        return accepted;
    }

    /** The same, where nothing is held against a recording: what stands in for a call is not what was made then. */
    Context unheld() {
        return new Context(playbook, variables, ground, tools.unheld(), folder);
    }

    /** The same on a sandbox of a step's own, where nobody looks how things are done, nor holds them against a recording. */
    Context on(Ground other, Variables values) {
        return new Context(playbook, values, other, tools.untraced().unheld(), folder);
    }

    private SessionOptions options(Step step) {
        Limits limits = step.limits().or(Limits.DEFAULTS);
        return SessionOptions.named(applicationName(step))
                .timeouts(limits.lockTimeout(), limits.statementTimeout())
                .showingValues(tools.showValues())
                .stoppedBy(tools.cancellation())
                .watchedBy(tools.progress());
    }

    /** What the server calls the step's sessions, once it has cut it at 63 bytes. */
    String applicationName(Step step) {
        return "pgplaybook/" + shortRunId() + "/" + step.id();
    }

    /** The date and time of the run's id, which is enough to find it; the server cuts names at 63 bytes. */
    private String shortRunId() {
        return tools.runId().length() > 15 ? tools.runId().substring(0, 15) : tools.runId();
    }
}
