package dev.pgplaybook.step;

import dev.pgplaybook.database.ServerProcess;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Trail;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Question;
import dev.pgplaybook.run.UndecidedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The server's processes that worked for a step whose own process is gone. A server may not notice for a while that nobody listens: as
 * long as they run, nothing that they did is settled.
 */
record Predecessors(Context context, Step step, Trail trail) {

    /** A statement that was under way when the process was killed mostly ends within this. */
    private static final Duration WAITED_FOR = Duration.ofSeconds(10);

    private static final Duration GLANCE = Duration.ofMillis(100);

    /**
     * Waits for them, and asks when that takes long.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB503 when nobody can be asked, PB515 when the wait was interrupted
     */
    void requireEnded() {
        try (Session session = context.reader(step)) {
            List<ServerProcess> running = running(session);
            if (running.isEmpty()) {
                return;
            }
            String who = running.stream().map(p -> "pid " + p.pid()).collect(Collectors.joining(", "));
            if (!haveEnded(session, WAITED_FOR)) {
                decide(session, who);
            }
            record(who, "has ended");
        }
    }

    private void decide(Session session, String who) {
        Question question = new Question(
                step.id() + ".backend",
                "The server still works for the last attempt at " + step.id() + " (" + who + ")",
                List.of(
                        Question.choice("wait", "until it has ended by itself"),
                        Question.choice("end", "it now; what it has not committed is rolled back"),
                        Question.choice("stop", "here, and change nothing")));
        String answer = context.tools().operator().choose(question);
        context.tools().recorder().record(new Event.Answered(step.id(), question.text(), answer));
        switch (answer) {
            case "end" ->
                running(session).forEach(process -> session.query("SELECT pg_terminate_backend(?)", process.pid()));
            case "wait" -> {}
            default -> throw new UndecidedException(who + " still works for the last attempt");
        }
        if (!haveEnded(session, Duration.ofDays(1))) {
            throw Problem.of(ProblemCode.PB515, "The server still works for the last attempt at " + step.id())
                    .hint("wait for " + who + ", or end it; then resume again")
                    .asException();
        }
    }

    private boolean haveEnded(Session session, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!running(session).isEmpty()) {
            if (System.nanoTime() > deadline || context.tools().cancellation().requested()) {
                return false;
            }
            context.tools().progress().doing("waiting for the server to end the last attempt at " + step.id());
            pause();
        }
        return true;
    }

    /**
     * Those that are on record, and those that the server knows under the step's name: one that was killed early has recorded none.
     * Sessions of this process are idle between their questions.
     */
    private List<ServerProcess> running(Session session) {
        List<ServerProcess> running = new ArrayList<>();
        for (Trail.Backend backend : trail.backends()) {
            ServerProcess process = new ServerProcess(backend.pid(), backend.startedAt());
            if (process.isAlive(session)) {
                running.add(process);
            }
        }
        session.query("""
                        SELECT pid, backend_start FROM pg_stat_activity
                        WHERE application_name = left(?, 63) AND datname = current_database() AND pid <> pg_backend_pid()
                          AND backend_type = 'client backend' AND state <> 'idle'""", context.applicationName(step))
                .forEach(row -> running.add(new ServerProcess((int) row.number(0), row.text(1))));
        return running.stream().distinct().toList();
    }

    private void record(String who, String found) {
        context.tools()
                .recorder()
                .record(new Event.Reconciled(step.id(), "the server's process, " + who, found, "pg_stat_activity"));
    }

    private static void pause() {
        try {
            Thread.sleep(GLANCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
