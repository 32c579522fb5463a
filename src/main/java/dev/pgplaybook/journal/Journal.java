package dev.pgplaybook.journal;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * A run's record on disk. Append only: a line, once written, is never changed. While it is open its run is locked against every other
 * process. Safe for concurrent use.
 */
public final class Journal implements Recorder, AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;
    private final Secrets secrets;
    private final Clock clock;
    private long sequence;
    private String head;
    private Optional<RunState> state = Optional.empty();
    private final DiskSync disk;
    private boolean synced;

    private Journal(Path file, FileChannel channel, FileLock lock, Secrets secrets, Clock clock, JournalFile so) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
        this.disk = new DiskSync(channel);
        this.secrets = secrets;
        this.clock = clock;
        this.sequence = so.entries().size();
        this.head = so.head();
        so.entries().forEach(entry -> state = RunState.after(state, entry));
    }

    /**
     * Opens the journal of a run's directory, new or to be gone on with; a line torn by a crash is set aside.
     *
     * @throws ProblemException PB506 when another process walks the run, PB520 when the disk refuses
     */
    public static Journal open(RunDirectory run, Secrets secrets, Clock clock) {
        Path file = run.journal();
        try {
            Files.createDirectories(run.path());
            Private.createFile(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = lock(channel, run);
            JournalFile soFar = JournalFile.read(file);
            soFar.setTornLineAside(channel);
            channel.position(channel.size());
            return new Journal(file, channel, lock, secrets, clock, soFar);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static FileLock lock(FileChannel channel, RunDirectory run) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw Problem.of(ProblemCode.PB506, "The run " + run.id() + " is being walked by another process")
                    .hint("wait for it, or look with: runs show " + run.id())
                    .asException();
        }
        return lock;
    }

    @Override
    public synchronized void record(Event event) {
        Entry entry = new Entry(sequence + 1, clock.instant().truncatedTo(ChronoUnit.MICROS), event, head);
        byte[] line = entry.toLine(secrets::mask).getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
        try {
            synced = false;
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        sequence++;
        head = Hash.of(line);
        state = RunState.after(state, entry);
    }

    /**
     * What the run has come to, by all that is recorded.
     *
     * @throws IllegalStateException before its start is
     */
    public synchronized RunState state() {
        return state.orElseThrow(() -> new IllegalStateException("a journal begins with its run's start"));
    }

    @Override
    public void sync() {
        syncing().run();
    }

    /** What is recorded while the disk works is not part of it, and needs another. */
    @Override
    public Runnable syncing() {
        Future<?> all;
        synchronized (this) {
            all = synced ? disk.last() : disk.begin();
            synced = true;
        }
        return () -> {
            try {
                DiskSync.await(all);
            } catch (IOException e) {
                throw unwritable(file, e);
            }
        };
    }

    /** Keeps a text beside the record, masked as the record is. */
    public void keep(Path beside, String text) {
        try {
            Private.createFile(beside);
            Files.writeString(beside, secrets.mask(text));
        } catch (IOException e) {
            throw unwritable(beside, e);
        }
    }

    /** The hash of the last line, which stands for the whole record. */
    public synchronized String head() {
        return head;
    }

    @Override
    public synchronized void close() {
        try {
            if (channel.isOpen()) {
                disk.close();
                channel.force(true);
                lock.release();
                channel.close();
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** All entries of a run, oldest first. */
    public static List<Entry> entries(RunDirectory run) {
        return JournalFile.read(run.journal()).entries();
    }

    private static ProblemException unwritable(Path file, IOException e) {
        return Problem.of(ProblemCode.PB520, "The journal " + file + " cannot be written: " + e.getMessage())
                .hint("is there room on the disk, and may you write there? Nothing is changed that cannot be recorded")
                .asException(e);
    }
}
