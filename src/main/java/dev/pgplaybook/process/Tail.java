package dev.pgplaybook.process;

import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a text that may be very long. More is kept than is shown, so that a secret that is cut in two at the front of what is
 * kept, where masking no longer knows it, is never shown.
 */
final class Tail {

    static final int SHOWN = 64 * 1024;
    private static final int MARGIN = 16 * 1024;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final byte[] kept = new byte[SHOWN + MARGIN];
    private long total;
    private @Nullable Thread reader;

    private Tail() {}

    /** Reads the stream to its end on a thread of its own. */
    static Tail following(InputStream stream) {
        Tail tail = new Tail();
        Thread reader = new Thread(() -> tail.drain(stream), "program-output");
        reader.setDaemon(true);
        tail.reader = reader;
        reader.start();
        return tail;
    }

    static Tail of(Path file) throws IOException {
        Tail tail = new Tail();
        try (InputStream stream = Files.newInputStream(file)) {
            tail.total = stream.skip(Math.max(0, Files.size(file) - tail.kept.length));
            tail.drain(stream);
        }
        return tail;
    }

    String text(Secrets secrets) {
        awaitReader();
        String masked = secrets.mask(raw());
        String whole = total() <= kept.length ? masked : masked.substring(Math.min(MARGIN, masked.length()));
        return whole.substring(Math.max(0, whole.length() - SHOWN));
    }

    String lastLines(int count, Secrets secrets) {
        List<String> lines = text(secrets).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }

    private void drain(InputStream stream) {
        byte[] chunk = new byte[8 * 1024];
        try {
            for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
                append(chunk, read);
            }
        } catch (IOException e) {
            // The stream was closed under us, with its process: what has come is all there is.
        }
    }

    private synchronized void append(byte[] chunk, int length) {
        for (int i = 0; i < length; i++) {
            kept[(int) (total++ % kept.length)] = chunk[i];
        }
    }

    private synchronized long total() {
        return total;
    }

    private synchronized String raw() {
        if (total <= kept.length) {
            return new String(kept, 0, (int) total, StandardCharsets.UTF_8);
        }
        int oldest = (int) (total % kept.length);
        byte[] inOrder = new byte[kept.length];
        System.arraycopy(kept, oldest, inOrder, 0, kept.length - oldest);
        System.arraycopy(kept, 0, inOrder, kept.length - oldest, oldest);
        return new String(inOrder, StandardCharsets.UTF_8);
    }

    /** Bounded, since a process that escaped from its tree may hold the stream open for ever. */
    private void awaitReader() {
        if (reader == null) {
            return;
        }
        try {
            reader.join(LAST_WORDS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
