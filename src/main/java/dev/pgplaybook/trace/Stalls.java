package dev.pgplaybook.trace;

import dev.pgplaybook.journal.Event.Stall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads how long the users of one table stood still from how long each of their attempts took.
 *
 * @param rows of every table that is probed
 */
record Stalls(String table, String who, Map<String, Long> rows) {

    /** Shorter waits are told apart neither from a busy machine nor by anybody who waits. */
    static final Duration NOTICED = Duration.ofMillis(50);

    /**
     * For the whole migration, as statement 0, and for each statement in which somebody waited.
     *
     * @param fails why what they do does not work any more behind it
     */
    List<Stall> of(List<Probe.Attempt> attempts, List<Span> spans, Optional<String> fails) {
        if (spans.isEmpty()) {
            return List.of();
        }
        List<long[]> waits = waits(attempts, spans.get(0).start());
        List<Stall> stalls = new ArrayList<>();
        if (!waits.isEmpty() || fails.isPresent()) {
            long longest =
                    waits.stream().mapToLong(wait -> wait[1] - wait[0]).max().orElse(0);
            long total = waits.stream().mapToLong(wait -> wait[1] - wait[0]).sum();
            boolean grows = spans.stream().anyMatch(Span::grows);
            stalls.add(stall(0, "", "", longest, total, grows, fails));
        }
        for (Span span : spans) {
            long longest = waits.stream()
                    .mapToLong(wait -> span.overlap(wait[0], wait[1]))
                    .max()
                    .orElse(0);
            long total = waits.stream()
                    .mapToLong(wait -> span.overlap(wait[0], wait[1]))
                    .sum();
            if (millis(total) >= 1) {
                stalls.add(
                        stall(span.number(), span.at(), span.cause(), longest, total, span.grows(), Optional.empty()));
            }
        }
        return stalls;
    }

    private Stall stall(
            int number, String at, String cause, long longest, long total, boolean grows, Optional<String> fails) {
        return new Stall(
                table,
                who,
                number,
                at,
                millis(longest),
                millis(total),
                cause,
                rows.getOrDefault(cause, 0L),
                grows,
                fails);
    }

    /** Two who write wait at the same time, and that counts once. */
    private static List<long[]> waits(List<Probe.Attempt> attempts, long begin) {
        List<long[]> waits = new ArrayList<>();
        attempts.stream()
                .filter(attempt -> attempt.end() - attempt.start() >= NOTICED.toNanos() && attempt.end() > begin)
                .sorted(Comparator.comparing(Probe.Attempt::start))
                .forEach(attempt -> {
                    long[] last = waits.isEmpty() ? null : waits.get(waits.size() - 1);
                    if (last != null && attempt.start() <= last[1]) {
                        last[1] = Math.max(last[1], attempt.end());
                    } else {
                        waits.add(new long[] {attempt.start(), attempt.end()});
                    }
                });
        return waits;
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
