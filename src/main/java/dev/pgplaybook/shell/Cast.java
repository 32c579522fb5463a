package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Entry;
import dev.pgplaybook.journal.Json;
import dev.pgplaybook.secret.Secrets;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A recording as an asciicast, version 2: what the screen showed, and when. */
final class Cast {

    private static final int COLUMNS = 120;
    private static final int LINES = 34;

    private Cast() {}

    static String of(List<Entry> entries, Secrets secrets) {
        StringWriter shown = new StringWriter();
        PrintWriter writer = new PrintWriter(shown);
        Console console = new Console(writer, writer, secrets, new Style(true, true), false);
        WalkScreen screen = new WalkScreen(console, Path.of(""), false);
        screen.showingPlans(false);
        StringBuilder cast = new StringBuilder(Json.line(header(entries))).append('\n');
        for (Entry entry : entries) {
            screen.record(entry.event());
            writer.flush();
            String text = shown.toString();
            shown.getBuffer().setLength(0);
            if (!text.isEmpty()) {
                Duration since = Duration.between(entries.get(0).time(), entry.time());
                BigDecimal seconds = BigDecimal.valueOf(since.toNanos(), 9).setScale(6, RoundingMode.HALF_UP);
                cast.append(Json.line(List.of(seconds, "o", text.replace(System.lineSeparator(), "\r\n"))))
                        .append('\n');
            }
        }
        return cast.toString();
    }

    private static Map<String, @Nullable Object> header(List<Entry> entries) {
        Map<String, @Nullable Object> header = new LinkedHashMap<>();
        header.put("version", 2);
        header.put("width", COLUMNS);
        header.put("height", LINES);
        header.put("timestamp", entries.get(0).time().getEpochSecond());
        header.put("env", Map.of("TERM", "xterm-256color"));
        return header;
    }
}
