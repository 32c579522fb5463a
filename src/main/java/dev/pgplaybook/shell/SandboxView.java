package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Json;
import dev.pgplaybook.sandbox.KeptSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows the sandboxes that are up. A password is shown in the URL alone, where that was asked for. */
record SandboxView(Console console, Instant now) {

    void list(List<KeptSandbox> sandboxes, Function<KeptSandbox, OptionalLong> sizes) {
        List<List<String>> rows = new ArrayList<>();
        List<Map<String, @Nullable Object>> documents = new ArrayList<>();
        for (KeptSandbox kept : sandboxes) {
            OptionalLong size = sizes.apply(kept);
            documents.add(data(kept, size));
            rows.add(List.of(
                    kept.name() + (kept.pinned() ? " (kept)" : ""),
                    kept.description(),
                    kept.like(),
                    age(kept),
                    size.isPresent() ? megabytes(size.getAsLong()) : "not reached"));
        }
        if (console.json()) {
            console.document(documents);
        } else if (rows.isEmpty()) {
            console.line("no sandbox is up");
        } else {
            new Table(List.of("sandbox", "what", "likeness", "age", "size"), rows)
                    .lines(console.style())
                    .forEach(console::line);
        }
    }

    /** Its name, and the URL on a line of its own. */
    void disclose(KeptSandbox kept, Event.SandboxReady ready) {
        Map<String, @Nullable Object> data = identity(kept);
        data.put("millis", ready.millis());
        data.put("warnings", ready.warnings());
        disclose(kept, data);
        console.decoration("it stays until sandbox down " + kept.name());
    }

    void disclose(KeptSandbox kept) {
        disclose(kept, identity(kept));
    }

    /** On a server of the operator's the password is theirs, and they know it. */
    private void disclose(KeptSandbox kept, Map<String, @Nullable Object> data) {
        boolean ours = kept.provider() != KeptSandbox.Provider.SERVER;
        String url = ours ? kept.url().withPassword() : kept.url().toString();
        if (console.json()) {
            data.put("url", url);
            console.disclosed(Json.document(data));
        } else {
            console.disclosed(url);
        }
    }

    private Map<String, @Nullable Object> data(KeptSandbox kept, OptionalLong size) {
        Map<String, @Nullable Object> data = identity(kept);
        data.put("made", kept.made().toString());
        data.put("kept", kept.pinned());
        data.put("bytes", size.isPresent() ? size.getAsLong() : null);
        return data;
    }

    private static Map<String, @Nullable Object> identity(KeptSandbox kept) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("name", kept.name());
        data.put("provider", kept.provider().word());
        data.put("description", kept.description());
        data.put("like", kept.like());
        return data;
    }

    private String age(KeptSandbox kept) {
        Duration age = Duration.between(kept.made(), now);
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        } else if (age.toHours() > 0) {
            return age.toHours() + " h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s";
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000.0);
    }
}
