package dev.pgplaybook.process;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process and all that it has started. Ends as one: politely first, and by force where that does not help. */
final class ProcessTree {

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int FORCED_ROUNDS = 5;

    private final Process leader;
    private boolean ended;

    private ProcessTree(Process leader) {
        this.leader = leader;
    }

    static ProcessTree start(Program program, ProcessBuilder builder) {
        try {
            return new ProcessTree(builder.start());
        } catch (IOException e) {
            throw Problem.of(ProblemCode.PB511, program.name() + " cannot be started")
                    .hint("check that it was built for this machine and that its arguments are not too long")
                    .asException(e);
        }
    }

    Process leader() {
        return leader;
    }

    OptionalInt status() {
        return leader.isAlive() ? OptionalInt.empty() : OptionalInt.of(leader.exitValue());
    }

    /**
     * Ends the whole tree and returns when it is gone. Does so once: later the leader's number may belong to somebody else. To be
     * called soon after the leader has ended by itself, for the same reason.
     */
    synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        Set<ProcessHandle> known = new HashSet<>(members());
        known.forEach(ProcessHandle::destroy);
        awaitEnd(known, GRACE);
        for (int round = 0; round < FORCED_ROUNDS; round++) {
            known.addAll(members());
            known.removeIf(process -> !ProcessStatus.runs(process));
            if (known.isEmpty()) {
                break;
            }
            known.forEach(ProcessHandle::destroyForcibly);
            awaitEnd(known, GRACE.dividedBy(FORCED_ROUNDS));
        }
        awaitLeader();
    }

    private Set<ProcessHandle> members() {
        Set<ProcessHandle> members = new HashSet<>();
        leader.descendants().forEach(members::add);
        members.add(leader.toHandle());
        if (Launch.startsSessions()) {
            members.addAll(ProcessStatus.inSession(leader.pid()));
        }
        members.removeIf(process -> !ProcessStatus.runs(process));
        return members;
    }

    private static void awaitEnd(Collection<ProcessHandle> processes, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (processes.stream().anyMatch(ProcessStatus::runs) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** The JVM learns of its child's end a moment after the system does. */
    private void awaitLeader() {
        try {
            leader.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
