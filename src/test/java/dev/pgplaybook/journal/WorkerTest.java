package dev.pgplaybook.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.Patience;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkerTest {

    private final List<Integer> done = Collections.synchronizedList(new ArrayList<>());

    @Test
    void doesWhatComesInItsOrder() {
        try (Worker worker = new Worker("test")) {
            for (int i = 0; i < 1000; i++) {
                int number = i;
                assertThat(worker.does(() -> done.add(number))).isTrue();
            }
            Patience.until("all are done", () -> done.size() == 1000);
        }
        assertThat(done).isEqualTo(IntStream.range(0, 1000).boxed().toList());
    }

    /** Long enough between two for the thread to have gone to rest. */
    @Test
    void isWokenFromItsRest() throws InterruptedException {
        try (Worker worker = new Worker("test")) {
            for (int i = 0; i < 3; i++) {
                Patience.until("the thread rests", worker::isAtRest);
                CountDownLatch latch = new CountDownLatch(1);
                worker.does(latch::countDown);
                assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void stillDoesWhatHasComeWhenItIsClosed() {
        Worker worker = new Worker("test");
        IntStream.range(0, 100).forEach(number -> worker.does(() -> done.add(number)));
        worker.close();

        assertThat(worker.does(() -> done.add(-1))).isFalse();
        Patience.until("all are done", () -> done.size() == 100);
    }
}
