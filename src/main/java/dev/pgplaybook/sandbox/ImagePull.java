package dev.pgplaybook.sandbox;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The download of an image as it goes: shown, and given up when its time is over or when nothing comes any more. The engine speaks to
 * it from a thread of its own.
 */
final class ImagePull {

    private static final Duration LOOK = Duration.ofMillis(200);

    private final String image;
    private final Duration limit;
    private final Duration stall;
    private final Map<String, long[]> layers = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile long lastAdvance = System.nanoTime();
    private volatile Optional<String> failure = Optional.empty();

    /**
     * @param limit how long it may take in all
     * @param stall how long it may go without anything new
     */
    ImagePull(String image, Duration limit, Duration stall) {
        this.image = image;
        this.limit = limit;
        this.stall = stall;
    }

    void advanced() {
        lastAdvance = System.nanoTime();
    }

    void advanced(String layer, long current, long total) {
        long[] before = layers.put(layer, new long[] {current, total});
        if (before == null || before[0] != current) {
            advanced();
        }
    }

    void failed(String said) {
        failure = Optional.of(said.strip());
        end.countDown();
    }

    void ended() {
        end.countDown();
    }

    /** @throws ProblemException PB610 when it fails, stands still or takes too long */
    void await(Progress progress, Cancellation cancellation) {
        long start = System.nanoTime();
        try {
            while (!end.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                progress.doing("pulling " + image + said());
                if (cancellation.requested()) {
                    throw EmbeddedSandbox.cancelled();
                }
                requireWithin(stall, lastAdvance, "nothing new came for ");
                requireWithin(limit, start, "it was not done within ");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EmbeddedSandbox.cancelled();
        }
        failure.ifPresent(said -> {
            throw notToBeHad(image, said);
        });
    }

    static ProblemException notToBeHad(String image, String why) {
        return Problem.of(ProblemCode.PB610, "The image " + image + " is not here and cannot be pulled: " + why)
                .hint("name another with image:, or write provider: embedded, which needs none")
                .asException();
    }

    private void requireWithin(Duration time, long since, String what) {
        if (System.nanoTime() - since > time.toNanos()) {
            throw notToBeHad(image, what + time.toSeconds() + " s");
        }
    }

    private String said() {
        long current = layers.values().stream().mapToLong(layer -> layer[0]).sum();
        long total = layers.values().stream().mapToLong(layer -> layer[1]).sum();
        return total == 0 ? "" : ": " + (current >> 20) + " of " + (total >> 20) + " MB";
    }
}
