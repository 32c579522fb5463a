package dev.pgplaybook.shell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.terminal.Terminal;

/** Shows a long text a screen at a time, where there is a screen. */
final class Pager {

    private final Terminal terminal;

    Pager(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Whether the text was shown; one that fits on the screen, or a terminal that cannot move its cursor, needs no pager. */
    boolean show(String title, List<String> lines) {
        int height = terminal.getHeight();
        long rows = lines.stream()
                .mapToLong(line -> 1 + Math.max(0, Width.of(line) - 1) / Math.max(1, terminal.getWidth()))
                .sum();
        if (terminal.getType().startsWith("dumb") || rows < height - 2) {
            return false;
        }
        try {
            Less less = new Less(terminal, Path.of("").toAbsolutePath());
            less.quitIfOneScreen = true;
            less.run(new Text(title, String.join("\n", lines)));
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** What the pager reads. */
    private record Text(String name, String text) implements Source {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public InputStream read() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Long lines() {
            return text.lines().count();
        }
    }
}
