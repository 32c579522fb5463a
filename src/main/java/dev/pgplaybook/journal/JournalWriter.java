package dev.pgplaybook.journal;

import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.secret.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Encodes, chains and writes a journal's entries on a thread of its own, one after the other, and brings them to disk when asked: the
 * server need not wait for any of it but the disk. Once an entry could not be written, nothing is taken any more.
 */
final class JournalWriter implements AutoCloseable {

    private static final int UNWRITTEN_AT_MOST = 64 * 1024;

    private final Path file;
    private final FileChannel channel;
    private final Secrets secrets;
    private final Worker worker = new Worker("journal");

    private volatile @Nullable ProblemException fault;

    private volatile boolean closed;

    // All of these belong to the worker's thread.
    private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();
    private long sequence;
    private String head;
    private Optional<RunState> state = Optional.empty();
    private final List<Entry> entries = new ArrayList<>();
    private boolean synced;

    JournalWriter(Path file, FileChannel channel, Secrets secrets, JournalFile soFar) {
        this.file = file;
        this.channel = channel;
        this.secrets = secrets;
        this.sequence = soFar.entries().size();
        this.head = soFar.head();
        this.entries.addAll(soFar.entries());
        soFar.entries().forEach(entry -> state = RunState.after(state, entry));
    }

    /** @throws ProblemException PB520 when an entry before it could not be written */
    void append(Instant time, Event event) {
        ProblemException before = fault;
        if (before != null) {
            throw before;
        }
        if (!worker.does(() -> add(time, event))) {
            throw closed();
        }
    }

    /**
     * Begins to bring all that was appended so far to disk.
     *
     * @return waits for it; throws PB520 when the disk refused
     */
    Runnable sync() {
        Future<?> all = begin(() -> {
            write();
            if (!synced) {
                channel.force(false);
                synced = true;
            }
            return null;
        });
        return () -> await(all);
    }

    /** Once it is closed nothing changes any more. */
    Optional<RunState> state() {
        return closed ? state : await(begin(() -> state));
    }

    List<Entry> entries() {
        return closed ? List.copyOf(entries) : await(begin(() -> List.copyOf(entries)));
    }

    Head head() {
        return closed ? new Head(sequence, head) : await(begin(() -> new Head(sequence, head)));
    }

    /** What is wrong is heard with the next sync, which comes before every change. */
    private void add(Instant time, Event event) {
        try {
            if (fault == null) {
                addWhole(time, event);
            }
        } catch (IOException | RuntimeException e) {
            fault = Journal.unwritable(file, e);
        }
    }

    /** What only looks back is written with what comes next, or when everything is to be on disk. */
    private void addWhole(Instant time, Event event) throws IOException {
        Entry entry = new Entry(sequence + 1, time, event, head);
        byte[] line = entry.toLine(secrets::mask).getBytes(StandardCharsets.UTF_8);
        unwritten.writeBytes(line);
        unwritten.write('\n');
        synced = false;
        if (!event.looksBack() || unwritten.size() > UNWRITTEN_AT_MOST) {
            write();
        }
        sequence++;
        head = Hash.of(line);
        state = RunState.after(state, entry);
        entries.add(entry);
    }

    private void write() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(unwritten.toByteArray());
        unwritten.reset();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private <T> Future<T> begin(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(() -> guarded(work));
        if (!worker.doesAtOnce(task)) {
            throw closed();
        }
        return task;
    }

    private ProblemException closed() {
        return Journal.unwritable(file, new ClosedChannelException());
    }

    /** Behind an entry that is missing no other may be written. */
    private <T> T guarded(Callable<T> work) throws Exception {
        ProblemException before = fault;
        if (before != null) {
            throw before;
        }
        try {
            return work.call();
        } catch (IOException | RuntimeException e) {
            ProblemException unwritable = Journal.unwritable(file, e);
            fault = unwritable;
            throw unwritable;
        }
    }

    private static <T> T await(Future<T> work) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return work.get();
                } catch (InterruptedException e) {
                    // What must be on disk is waited for, whoever is impatient.
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof ProblemException problem
                            ? problem
                            : new IllegalStateException("the journal's thread failed", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns once everything is on disk. */
    @Override
    public void close() {
        Runnable last = sync();
        worker.close();
        last.run();
        closed = true;
    }
}
