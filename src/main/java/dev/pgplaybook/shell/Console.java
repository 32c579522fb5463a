package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Json;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.secret.Secrets;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Where a process writes: data to its output, decoration to its errors. Everything is masked here, and nobody else prints. */
final class Console implements Progress {

    private static final int WIDTH = 100;

    private final PrintWriter out;
    private final PrintWriter err;
    private final Secrets secrets;
    /** Whether somebody watches, so that a line may be written over. */
    private final boolean watched;

    private Style style;
    private boolean json;
    private boolean progressShown;

    Console(PrintWriter out, PrintWriter err, Secrets secrets, Style style, boolean watched) {
        this.out = out;
        this.err = err;
        this.secrets = secrets;
        this.style = style;
        this.watched = watched;
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

    /** What was asked for in so many words, such as a URL with its password: the one output that is not masked. */
    synchronized void disclosed(String text) {
        clearProgress();
        out.println(text.stripTrailing());
        out.flush();
    }

    @Override
    public synchronized void doing(String what) {
        if (watched) {
            String line = secrets.mask(what).strip().replaceAll("\\s+", " ");
            String cut = line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line;
            err.print("\r\u001b[2K" + style.dim(cut + " …"));
            err.flush();
            progressShown = true;
        }
    }

    @Override
    public void note(String fact) {
        decoration(style.warning() + " " + fact);
    }

    private synchronized void print(PrintWriter writer, String text) {
        clearProgress();
        writer.println(secrets.mask(text));
        writer.flush();
    }

    private synchronized void clearProgress() {
        if (progressShown) {
            err.print("\r\u001b[2K");
            err.flush();
            progressShown = false;
        }
    }
}
