package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows is what is printed, and nothing else. {@code -Dgolden.update=true} renews the pages. */
class TypedPagesIT {

    private static final Pattern TRANSCRIPT = Pattern.compile("```\\n\\$ target/pgplaybook (.*)\\n((?s:.*?))```\\n");

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    @Test
    void repair() throws IOException {
        hold("docs/repair.md", Map.of(), 8);
    }

    /** On the story's production database, in a copy of this project. */
    @Test
    void tutorial() throws IOException {
        Trial.ofTheStory(directory);
        db.execute(Files.readString(Path.of("playbooks/production.sql")));
        db.execute("ANALYZE");

        Map<String, String> environment = Map.of(
                "DATABASE_URL", db.url().withPassword(),
                "AUTH_URL", "http://127.0.0.1:9",
                "ADMIN_PASSWORD", "a-password-of-the-tutorial");
        hold("docs/tutorial.md", environment, 8);
    }

    /** Whose times are those of the day on which it was made. */
    @Test
    void readme() throws IOException {
        Trial.ofTheStory(directory);
        Path page = Path.of("README.md");
        String readme = Files.readString(page);
        Matcher transcript = TRANSCRIPT.matcher(readme);
        assertThat(transcript.find()).isTrue();

        Ended ended = LauncherProcess.run(
                directory, Map.of("LC_ALL", "C.UTF-8"), transcript.group(1).split(" "));

        assertThat(ended.status()).as(ended.err()).isZero();
        if (Boolean.getBoolean("golden.update")) {
            readme = readme.substring(0, transcript.start(2)) + ended.out() + readme.substring(transcript.end(2));
            Files.writeString(page, readme);
        }
        assertThat(masked(readme))
                .contains(masked("```\n$ target/pgplaybook " + transcript.group(1) + "\n" + ended.out() + "```\n"));
    }

    private void hold(String name, Map<String, String> environment, int atLeast) throws IOException {
        Path page = Path.of(name);
        Map<String, String> words =
                Map.of("$DATABASE_URL", db.url().withPassword(), "app", db.url().database());

        String seen = new TypedPage(page, directory, words, environment).typed(this::masked);

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(page, seen);
        }
        assertThat(seen.split("\\$ pgplaybook", -1)).hasSizeGreaterThan(atLeast);
        assertThat(seen).isEqualTo(Files.readString(page));
    }

    /**
     * With the times, names and places of another day; the second run of one second has a number behind its name. How long which lock
     * was held is another matter each time, and whether a busy server was waited for.
     */
    private String masked(String text) {
        return text.replace(db.url().database(), "app")
                .replace(db.url().host() + ":" + db.url().port(), "localhost:5432")
                .replace(directory.toString(), "/home/me/app")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(\\+00|Z)?", "2026-11-27 17:30:00+00")
                .replaceAll("\\d{8}-\\d{6}-([a-z]+(-[a-z]+)*)(-\\d+)?", "20261127-173000-$1")
                .replaceAll("head is [0-9a-f…]+", "head is 631c5839…")
                .replaceAll("system \\d{10,}", "system 7310000000000000000")
                .replaceAll("[0-9.]+ (ms|s)\\b", "50 ms")
                .replaceAll("[0-9.,]+ (kB|MB|MiB|KiB|bytes)\\b", "12 MiB")
                .replaceAll("(?m)^ *· held .*\\n|^! (waited .* for the server at|removed the sandbox) .*\\n", "")
                .replaceAll("restore point [0-9A-F/]+ at \\S+", "restore point 0/2DFF650 at 2026-11-27 17:30:00+00")
                .replaceAll("(traced in \\S+, 50 ms): .*", "$1: …")
                .replace(", warm", "")
                .replaceAll("(?m)[ \\t]+$", "");
    }
}
