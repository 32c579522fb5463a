package dev.pgplaybook.run;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Holds a walk against the recording of another: every statement as it is answered, and before anything of it is committed. A difference
 * in kind breaks it; a duration is only noted. Safe for concurrent use.
 *
 * @param strict whether numbers of rows must be the same; otherwise some rows must not be none, nor none some
 * @param mask what recordings are masked with
 */
public record Contract(
        Recording recording,
        boolean strict,
        UnaryOperator<String> mask,
        Set<String> accepted,
        Map<String, StatementWatch> watches) {

    /** So much longer, and by so much, is worth a word. */
    private static final long TIMES_LONGER = 10;

    private static final long MILLIS_LONGER = 1_000;

    /** So many differences are named in a message; the rest is counted. */
    private static final int NAMED = 6;

    public Contract(Recording recording, boolean strict, UnaryOperator<String> mask) {
        this(recording, strict, mask, ConcurrentHashMap.newKeySet(), new ConcurrentHashMap<>());
    }

    /** What holds the statements of a step; empty for a step that the recording does not have. */
    public Optional<StatementWatch> watch(String step) {
        return Optional.ofNullable(recording.steps().get(step))
                .map(recorded ->
                        watches.computeIfAbsent(step, id -> new StatementWatch(recorded.statements(), strict, mask)));
    }

    /**
     * Refuses to go on, where something differs in kind that was not accepted.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB525, with what differs
     */
    public void requireKept(String step) {
        broken(step).ifPresent(problem -> {
            throw problem.asException();
        });
    }

    public Optional<Problem> broken(String step) {
        List<String> differences = watch(step).map(StatementWatch::differences).orElse(List.of()).stream()
                .filter(difference -> !accepted.contains(step + ": " + difference))
                .toList();
        return problem(step, differences);
    }

    /** The problem that these differences are; none where there are none. */
    public Optional<Problem> problem(String step, List<String> differences) {
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(Problem.of(
                                ProblemCode.PB525,
                                step + " is not as it was in " + recording.run() + ": "
                                        + String.join("; ", differences.subList(0, Math.min(NAMED, differences.size())))
                                        + (differences.size() > NAMED
                                                ? "; and " + (differences.size() - NAMED) + " more"
                                                : ""))
                        .hint("see both with: runs show " + recording.run()));
    }

    /** What differed in a step is known, and the step may be taken again with it. */
    public void accept(String step, List<String> more) {
        watch(step)
                .map(StatementWatch::differences)
                .orElse(List.of())
                .forEach(difference -> accepted.add(step + ": " + difference));
        more.forEach(difference -> accepted.add(step + ": " + difference));
        watches.remove(step);
    }

    public boolean isAccepted(String step, String difference) {
        return accepted.contains(step + ": " + difference);
    }

    /** A step begins, perhaps again: its statements are expected from the first one on. */
    public void begin(String step) {
        watches.remove(step);
    }

    /** What took much longer than it did then; never a reason to stop. */
    public static Optional<String> slower(long before, long now) {
        return now > before * TIMES_LONGER && now - before > MILLIS_LONGER
                ? Optional.of("took " + now + " ms, and " + before + " ms then")
                : Optional.empty();
    }

    /** Keeps an eye on the statements of one step, in their order. */
    public static final class StatementWatch {
        private final List<Recording.Statement> expected;
        private final boolean strict;
        private final UnaryOperator<String> mask;
        private final List<String> differences = new ArrayList<>();
        private final Set<Integer> seen = new HashSet<>();
        private int next;
        private int current = -1;
        private boolean mayBeElsewhere = true;

        StatementWatch(List<Recording.Statement> all, boolean strict, UnaryOperator<String> mask) {
            // An attempt that failed and was repeated is no part of what must happen.
            this.expected = all.stream().filter(s -> !s.failed()).toList();
            this.strict = strict;
            this.mask = mask;
        }

        public synchronized void started(String sql) {
            current = place(mask.apply(sql));
            if (current < 0) {
                differences.add("it sent another statement: " + shortened(mask.apply(sql)));
            } else {
                next = current + 1;
                seen.add(current);
            }
            mayBeElsewhere = false;
        }

        /** Gives what took much longer than it did then; never a reason to stop. */
        public synchronized Optional<String> finished(
                long millis, long rows, Optional<String> sqlState, Map<String, String> observed) {
            // Behind a failure an attempt may be repeated, from wherever its transaction began.
            mayBeElsewhere |= sqlState.isPresent();
            if (current < 0 || sqlState.isPresent()) {
                return Optional.empty();
            }
            Recording.Statement then = expected.get(current);
            boolean same = strict ? rows == then.rows() : (rows == 0) == (then.rows() == 0);
            if (!same) {
                differences.add(shortened(then.sql()) + " had " + rows + " rows, and " + then.rows() + " then");
            }
            // Where only one of the two was looked at, nothing can be said.
            observed.forEach((what, now) -> {
                String before = then.observed().getOrDefault(what, now);
                if (!before.equals(now)) {
                    differences.add(shortened(then.sql()) + " had " + what + " " + named(now) + ", and " + named(before)
                            + " then");
                }
            });
            return slower(then.millis(), millis).map(text -> shortened(then.sql()) + " " + text);
        }

        /** The next one, unless the step was cut off, or an attempt was rolled back. */
        private int place(String sql) {
            if (next < expected.size() && expected.get(next).sql().equals(sql)) {
                return next;
            }
            for (int i = 0; mayBeElsewhere && i < expected.size(); i++) {
                if (expected.get(i).sql().equals(sql)) {
                    return i;
                }
            }
            return -1;
        }

        public synchronized List<String> differences() {
            return List.copyOf(differences);
        }

        /** What was sent then, and has not been sent now. */
        public synchronized List<String> missing() {
            List<String> missing = new ArrayList<>();
            for (int i = 0; i < expected.size(); i++) {
                if (!seen.contains(i)) {
                    missing.add("it did not send " + shortened(expected.get(i).sql()));
                }
            }
            return missing;
        }

        private static String named(String list) {
            return list.isEmpty() ? "none" : list;
        }

        private static String shortened(String sql) {
            String line = sql.strip().replaceAll("\\s+", " ");
            return line.length() <= 80 ? line : line.substring(0, 79) + "…";
        }
    }
}
