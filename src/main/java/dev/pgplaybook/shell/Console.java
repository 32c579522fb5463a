package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Json;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.secret.Secrets;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Where a process writes: data to its output, decoration to its errors. Everything is masked here, and nobody else prints. */
final class Console implements Progress {

    private static final int USUAL_WIDTH = 80;

    private final PrintWriter out;
    private final PrintWriter err;
    private final Secrets secrets;
    /** Whether somebody watches, so that a line may be written over. */
    private final boolean watched;

    private Style style;
    private boolean json;
    private IntSupplier width = () -> USUAL_WIDTH;
    private Optional<IntSupplier> folding = Optional.empty();
    private Optional<Standing> standing = Optional.empty();
    private int progressShown;

    Console(PrintWriter out, PrintWriter err, Secrets secrets, Style style, boolean watched) {
        this.out = out;
        this.err = err;
        this.secrets = secrets;
        this.style = style;
        this.watched = watched;
    }

    /** How wide the terminal is at the moment; asked only when a line must fit. */
    void measuredBy(IntSupplier measure) {
        width = measure;
    }

    /** Somebody reads lines of this width, which are folded to fit; a pipe gets each as it is. */
    void foldsTo(IntSupplier measure) {
        folding = Optional.of(measure);
    }

    /** Where the walk stands from now on; nothing between walks. */
    synchronized void stands(Optional<Standing> now) {
        standing = now;
    }

    synchronized Optional<Standing> standing() {
        return standing;
    }

    /** How the next command is to be shown. */
    void present(Style as, boolean asJson) {
        this.style = as;
        this.json = asJson;
    }

    Style style() {
        return style;
    }

    boolean json() {
        return json;
    }

    /** A line of what the command is about; beside a JSON document it is decoration. */
    void line(String text) {
        if (json) {
            decoration(text);
        } else {
            print(out, text);
        }
    }

    void decoration(String text) {
        print(err, text);
    }

    /** The command's one document. */
    void document(@Nullable Object value) {
        clearProgress();
        out.print(secrets.mask(Json.document(value)));
        out.flush();
    }

    /** For what another way than this one leads to the screen. */
    String masked(String text) {
        return secrets.mask(text);
    }

    /** What was asked for in so many words, such as a URL with its password: the one output that is not masked. */
    synchronized void disclosed(String text) {
        clearProgress();
        out.println(text.stripTrailing());
        out.flush();
    }

    @Override
    public boolean isWatched() {
        return watched;
    }

    /** One line that fits, with where the walk stands before it; it is written over by whatever comes next. */
    @Override
    public synchronized void doing(String what) {
        if (!watched) {
            return;
        }
        // A Ctrl-C that the terminal echoes behind it still fits.
        int room = Math.max(20, width.getAsInt() - 3);
        Optional<Standing> at = standing.map(now -> Width.of(now.plain(style)) > room / 2 ? now.at("") : now)
                .filter(now -> Width.of(now.plain(style)) < room);
        int before = at.map(now -> Width.of(now.plain(style)) + 3).orElse(0);
        String whole = secrets.mask(what).strip().replaceAll("\\s+", " ") + " …";
        String text = Width.cut(whole, room - before);
        clearProgress();
        err.print(at.map(now -> now.shown(style) + " " + style.point() + " ").orElse("") + style.dim(text));
        err.flush();
        progressShown = before + Width.of(text);
    }

    @Override
    public void note(String fact) {
        decoration(style.warning() + " " + fact);
    }

    private synchronized void print(PrintWriter writer, String text) {
        clearProgress();
        String masked = secrets.mask(text);
        if (folding.isPresent() && !masked.isEmpty()) {
            int room = folding.get().getAsInt();
            masked.lines().flatMap(line -> Fold.lines(line, room).stream()).forEach(writer::println);
        } else {
            writer.println(masked);
        }
        writer.flush();
    }

    /** A line that a terminal made narrower in the meantime has folded is taken away whole. */
    private synchronized void clearProgress() {
        if (progressShown > 0) {
            int folds = (progressShown - 1) / Math.max(1, width.getAsInt());
            err.print("\r" + "\u001b[A".repeat(folds) + "\u001b[J");
            err.flush();
            progressShown = 0;
        }
    }
}
