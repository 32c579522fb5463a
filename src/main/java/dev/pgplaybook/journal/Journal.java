package dev.pgplaybook.journal;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
    private final JournalWriter writer;

    private final List<String> flaws;

    private Journal(Path file, FileChannel channel, FileLock lock, Secrets secrets, Clock clock, JournalFile soFar) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
        this.secrets = secrets;
        this.clock = clock;
        this.flaws = soFar.flaws();
        this.writer = new JournalWriter(file, channel, secrets, soFar);
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
            boolean begins = !Files.exists(file);
            Private.createFile(file);
            if (begins) {
                Private.syncDirectories(run.path());
            }
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

    /** What was wrong with the record when it was opened, each in a sentence; none where its chain held. */
    public List<String> flaws() {
        return flaws;
    }

    /** Written soon, on another thread; on disk when {@link #sync} says so. Events of one thread keep their order. */
    @Override
    public synchronized void record(Event event) {
        writer.append(clock.instant().truncatedTo(ChronoUnit.MICROS), event);
    }

    /**
     * What the run has come to, by all that is recorded.
     *
     * @throws IllegalStateException before its start is
     */
    public RunState state() {
        return writer.state().orElseThrow(() -> new IllegalStateException("a journal begins with its run's start"));
    }

    @Override
    public void sync() {
        syncing().run();
    }

    /** What is recorded while the disk works is not part of it, and needs another. */
    @Override
    public Runnable syncing() {
        return writer.sync();
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

    /** All that is recorded, oldest first, with its texts as they were given where this process recorded them. */
    public List<Entry> recorded() {
        return writer.entries();
    }

    /** What stands for the whole record so far. */
    public Head head() {
        return writer.head();
    }

    @Override
    public synchronized void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            writer.close();
        } finally {
            leave();
        }
    }

    private void leave() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Removes a run's directory with all that is in it; not while somebody walks it. */
    public static boolean remove(RunDirectory run) {
        try (FileChannel channel = FileChannel.open(run.journal(), StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock();
                Stream<Path> files = Files.walk(run.path())) {
            if (lock == null) {
                return false;
            }
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
            return true;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw unwritable(run.journal(), e);
        }
    }

    /** What stands for the record of a run that nobody walks now. */
    public static Head head(RunDirectory run) {
        return read(run).headNow();
    }

    /** A record as it stands on disk: its entries and its head, read once. */
    public record Read(List<Entry> entries, Head headNow) {}

    public static Read read(RunDirectory run) {
        JournalFile file = JournalFile.read(run.journal());
        return new Read(file.entries(), new Head(file.entries().size(), file.head()));
    }

    /** What a run has come to; empty where nothing of it is on record. */
    public static Optional<RunState> state(RunDirectory run) {
        return JournalFile.state(run.journal());
    }

    /** The events of one type, oldest first. */
    public static <E extends Record & Event> List<E> events(RunDirectory run, Class<E> type) {
        return JournalFile.events(run.journal(), type);
    }

    /** All entries of a run, oldest first. */
    public static List<Entry> entries(RunDirectory run) {
        return JournalFile.read(run.journal()).entries();
    }

    static ProblemException unwritable(Path file, Exception e) {
        return Problem.of(ProblemCode.PB520, "The journal " + file + " cannot be written: " + e.getMessage())
                .hint("is there room on the disk, and may you write there? Nothing is changed that cannot be recorded")
                .asException(e);
    }
}
