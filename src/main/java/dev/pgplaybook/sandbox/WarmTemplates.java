package dev.pgplaybook.sandbox;

import dev.pgplaybook.process.PrivateFiles;
import dev.pgplaybook.progress.Cancellation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Data directories of sandboxes that were filled once, to be copied for the next ones of the same likeness. To be used while the cache
 * is held exclusively: one that is copied must not be removed under the copy.
 */
record WarmTemplates(Cache cache, Binaries binaries, long bound) {

    private static final String PREFIX = "warm-";

    /** Raised whenever sandboxes are filled in another way, so that older templates are not used. */
    private static final int VERSION = 2;

    private static final String WORDS = "words";
    private static final String SIZE = "size";
    private static final String USED = "used";

    /**
     * A filled data directory.
     *
     * @param words what is to be said of its filling
     */
    record Warm(Template template, String words) {}

    /** The template of a likeness, which is now the one that was used last; one that is not whole any more is removed. */
    Optional<Warm> find(String key) throws IOException {
        Path home = home(key);
        if (!Files.isDirectory(home)) {
            return Optional.empty();
        }
        if (!isWhole(home)) {
            FileTree.delete(home);
            return Optional.empty();
        }
        // Written anew, so that the time of its use is the file system's own.
        Files.writeString(home.resolve(USED), ".");
        return Optional.of(new Warm(
                Template.at(home, cache.user()), Files.readString(home.resolve(WORDS), StandardCharsets.UTF_8)));
    }

    /** Copies the data directory of a server that has stopped cleanly, and makes room for it; what is larger than all room is not kept. */
    void add(String key, Path data, String password, String words, Cancellation cancellation) throws IOException {
        long size = FileTree.size(data);
        if (size > bound) {
            return;
        }
        Path home = home(key);
        Path half = home.resolveSibling(home.getFileName() + ".new");
        FileTree.delete(half);
        cache.makeDirectory(half);
        Template template = Template.begin(half, cache, password);
        template.fillFrom(data, cache, cancellation);
        write(half.resolve(WORDS), words);
        write(half.resolve(SIZE), String.valueOf(size));
        write(half.resolve(USED), "");
        FileTree.delete(home);
        Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
        evict();
    }

    /** Removes those that were used longest ago, until the rest is within the bound, and what was never finished. */
    void evict() throws IOException {
        evict(cache.templates(), bound);
    }

    static void evict(Path templates, long bound) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.list(templates)) {
            all = found.filter(path -> String.valueOf(path.getFileName()).startsWith(PREFIX))
                    .sorted(Comparator.comparing(WarmTemplates::lastUse).reversed())
                    .toList();
        }
        long size = 0;
        for (Path home : all) {
            size += FileTree.size(home);
            if (size > bound || String.valueOf(home.getFileName()).endsWith(".new")) {
                FileTree.delete(home);
            }
        }
    }

    /** A power cut may leave files that are shorter than they were: nothing here is synced. */
    private static boolean isWhole(Path home) throws IOException {
        Path size = home.resolve(SIZE);
        return Files.isRegularFile(size)
                && Files.isRegularFile(home.resolve(WORDS))
                && Files.isRegularFile(home.resolve(USED))
                && Files.readString(size).equals(String.valueOf(FileTree.size(Template.data(home))));
    }

    private static FileTime lastUse(Path home) {
        try {
            return Files.getLastModifiedTime(home.resolve(USED));
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static void write(Path file, String text) throws IOException {
        PrivateFiles.createFile(file);
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    /** What the same binaries made of the same likeness. */
    private Path home(String key) throws IOException {
        String text = VERSION + " " + binaries.id() + " " + key;
        return cache.templates().resolve(PREFIX + Digests.hex(text, 16));
    }
}
