package dev.pgplaybook.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One sandbox's directory, with the lock that is held while it is in use; a directory whose lock nobody holds is an orphan. */
final class Place {

    /**
     * The places of this process. They are never opened a second time: where locks belong to processes, closing any other channel of
     * a file lets go of the lock.
     */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    static final String DATA = "data";

    /** Of the names of data directories that are not in their places. */
    private static final String PREFIX = "pgplaybook-";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path directory;
    private final FileLock lock;

    private Place(Path directory, FileLock lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Makes a place that is in use from the start. To be called while the cache is held exclusively, as {@link #adopt}.
     *
     * @param memory where its data may be kept instead; where there is no room it is not
     */
    static Place make(Cache cache, String label, Optional<MemoryDisk> memory) throws IOException {
        byte[] random = new byte[4];
        RANDOM.nextBytes(random);
        String readable = label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String name = readable.substring(0, Math.min(40, readable.length())) + "-"
                + HexFormat.of().formatHex(random);
        Path directory = cache.makeDirectory(cache.sandboxes().resolve(name));
        OURS.add(directory);
        FileChannel channel =
                FileChannel.open(lockFile(directory), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Place place = new Place(directory, channel.lock());
        Optional<Path> elsewhere = memory.flatMap(disk -> disk.path(PREFIX + name));
        if (elsewhere.isPresent()) {
            // The link comes first: what it leads to is found and removed, whenever the process dies.
            Files.createSymbolicLink(place.data(), elsewhere.get());
        }
        return place;
    }

    /** Takes over a place that nobody uses any more; empty where somebody does. */
    static Optional<Place> adopt(Path directory) throws IOException {
        if (!OURS.add(directory)) {
            return Optional.empty();
        }
        Optional<Place> place = Optional.empty();
        try {
            place = lockAbandoned(directory);
            return place;
        } finally {
            if (place.isEmpty()) {
                OURS.remove(directory);
            }
        }
    }

    private static Optional<Place> lockAbandoned(Path directory) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(lockFile(directory), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return Optional.empty(); // Its owner has just removed it.
        }
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new Place(directory, lock));
    }

    private static Path lockFile(Path directory) {
        return directory.resolve("lock");
    }

    String name() {
        return String.valueOf(directory.getFileName());
    }

    /** The data directory, by the path by which its server knows it. */
    Path data() {
        return directory.resolve(DATA);
    }

    /** Where the data directory really is; it need not be there yet. */
    Path home() throws IOException {
        if (!Files.isSymbolicLink(data())) {
            return data();
        }
        Path home = Files.readSymbolicLink(data());
        if (!String.valueOf(home.getFileName()).equals(PREFIX + name())) {
            throw new IOException(data() + " leads to " + home + ", which is not of its making");
        }
        return home;
    }

    Path log() {
        return directory.resolve("server.log");
    }

    /** Leaves the directory as it is, and unlocked: what it holds is written down as kept. */
    void letGo() throws IOException {
        lock.acquiredBy().close();
        OURS.remove(directory);
    }

    /** Removes the directory; the lock goes last, so that nobody takes what is half removed for an orphan. */
    void remove() throws IOException {
        try {
            FileTree.delete(home());
            Files.deleteIfExists(log());
            FileTree.delete(directory);
        } finally {
            lock.acquiredBy().close();
            OURS.remove(directory);
        }
    }
}
