package dev.pgplaybook.likeness;

import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.sql.ScriptStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;

/** Says how much of a script has been loaded; only when that reads differently from what was said last. */
final class LoadProgress {

    private static final long MEGABYTE = 1_000_000;
    private static final long KILOBYTE = 1_000;

    private final Path file;
    private final ScriptStream script;
    private final Progress progress;
    private final long unit;
    private long said = -1;

    LoadProgress(Path file, ScriptStream script, Progress progress) {
        this.file = file;
        this.script = script;
        this.progress = progress;
        this.unit = script.size() < MEGABYTE ? KILOBYTE : MEGABYTE;
    }

    void update() {
        long units = script.position() / unit;
        if (units != said) {
            said = units;
            progress.doing(String.format(
                    Locale.ROOT,
                    "loading %s, %,d of %,d %s",
                    file.getFileName(),
                    units,
                    script.size() / unit,
                    unit == MEGABYTE ? "MB" : "kB"));
        }
    }

    /** The same rows, seen as they go by. */
    InputStream watching(InputStream rows) {
        return new FilterInputStream(rows) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                update();
                return super.read(target, offset, length);
            }
        };
    }
}
