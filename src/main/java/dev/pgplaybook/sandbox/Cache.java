package dev.pgplaybook.sandbox;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.process.PrivateFiles;
import dev.pgplaybook.progress.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds binaries, templates and sandboxes; nobody but its owner can look into it. Where the server runs as another
 * account, that one may pass through, and owns what it writes but nothing above it: root must not walk through directories that
 * another account can exchange under its feet.
 */
final class Cache {

    /** A file's lock holds against other processes only. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final Path root;
    private final ServerUser user;

    private Cache(Path root, ServerUser user) {
        this.root = root;
        this.user = user;
    }

    /** Opens the cache at {@code wished}, or where the server's account cannot get there, at a place of its own. */
    static Cache open(Path wished, ServerUser user) throws IOException {
        Path root = wished.toAbsolutePath();
        if (user.account().isPresent()) {
            ServerUser.Account account = user.account().get();
            root = canBePassed(root.getParent())
                    ? root.resolveSibling(root.getFileName() + "-" + account.uid())
                    : Path.of("/var/tmp/pgplaybook-" + account.uid());
        }
        makeDirectory(root, user);
        if (user.account().isPresent()) {
            refuseSomebodyElses(root);
        }
        return new Cache(root.toRealPath(), user);
    }

    ServerUser user() {
        return user;
    }

    Path binaries() throws IOException {
        return makeDirectory(root.resolve("binaries"));
    }

    Path templates() throws IOException {
        return makeDirectory(root.resolve("templates"));
    }

    Path sandboxes() throws IOException {
        return makeDirectory(root.resolve("sandboxes"));
    }

    Path makeDirectory(Path directory) throws IOException {
        return makeDirectory(directory, user);
    }

    private static Path makeDirectory(Path directory, ServerUser user) throws IOException {
        if (PrivateFiles.createDirectory(directory) && user.account().isPresent()) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        }
        return directory;
    }

    /** Makes a directory that PostgreSQL takes as its own. One that is there already may be somebody else's, and is not taken. */
    Path makeServerDirectory(Path directory) throws IOException {
        if (!PrivateFiles.createDirectory(directory)) {
            throw new FileAlreadyExistsException(directory.toString());
        }
        return own(directory);
    }

    /** Hands a file over to the account that the server runs as. */
    Path own(Path file) throws IOException {
        if (user.account().isPresent()) {
            Files.setAttribute(file, "unix:uid", user.account().get().uid(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:gid", user.account().get().gid(), LinkOption.NOFOLLOW_LINKS);
        }
        return file;
    }

    /** Does something that no other process and thread must do to this cache at the same time. */
    <T> T exclusively(Progress progress, Work<T> work) throws IOException {
        IN_THIS_PROCESS.lock();
        try (FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                progress.doing("waiting for another pgplaybook to prepare PostgreSQL");
                lock = channel.lock();
            }
            try {
                return work.run();
            } finally {
                lock.release();
            }
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    /** What is done under the lock. */
    interface Work<T> {
        T run() throws IOException;
    }

    private static boolean canBePassed(@Nullable Path directory) throws IOException {
        for (Path path = directory; path != null; path = path.getParent()) {
            if (Files.exists(path)
                    && !Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    /** Under /var/tmp anybody may have made it first. */
    private static void refuseSomebodyElses(Path root) throws IOException {
        boolean directory = Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS);
        if (!directory
                || !Files.getAttribute(root, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                        .equals(0)) {
            throw Problem.of(ProblemCode.PB607, "the cache directory " + root + " belongs to somebody else")
                    .hint("remove it, or set PGPLAYBOOK_CACHE to a directory of your own that others may pass through")
                    .asException();
        }
    }
}
