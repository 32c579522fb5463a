package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/repair.md shows, typed from top to bottom against one fresh database. Each {@code sql} block is a file, whose name stands in
 * its first line; each {@code console} block is a command and all that it prints, both streams. {@code -Dgolden.update=true} renews them.
 */
class RepairPageIT {

    private static final Path PAGE = Path.of("docs/repair.md");
    private static final Pattern BLOCK =
            Pattern.compile("```(?<kind>sql|console)\\n(?<text>.*?)```\\n", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    @Test
    void showsWhatIsPrinted() throws IOException {
        String page = Files.readString(PAGE);
        StringBuilder seen = new StringBuilder();
        Matcher blocks = BLOCK.matcher(page);
        int commands = 0;
        while (blocks.find()) {
            String text = blocks.group("text");
            if (blocks.group("kind").equals("sql")) {
                write(text);
            } else {
                commands++;
                text = typed(text.substring(0, text.indexOf('\n')));
            }
            String block = "```" + blocks.group("kind") + "\n" + text + "```\n";
            blocks.appendReplacement(seen, Matcher.quoteReplacement(block));
        }
        blocks.appendTail(seen);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, seen.toString());
        }

        assertThat(commands).isGreaterThan(8);
        assertThat(seen).hasToString(Files.readString(PAGE));
    }

    private void write(String text) throws IOException {
        String name = text.substring("-- ".length(), text.indexOf('\n'));
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** The prompt's line, and behind it what came of it. */
    private String typed(String prompt) {
        String[] words = WORD.matcher(prompt.substring("$ pgplaybook ".length()))
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .map(word -> word.equals("$DATABASE_URL") ? db.url().withPassword() : word)
                .toArray(String[]::new);
        Ended ended = LauncherProcess.run(directory, Map.of("LC_ALL", "C.UTF-8", "NO_COLOR", "1"), words);
        String shown = masked(ended.out() + ended.err());
        return prompt + "\n" + shown + "[exit " + ended.status() + "]\n";
    }

    /** With the times, names and places of another day; the second run of one second has a number behind its name. */
    private String masked(String text) {
        String masked = text.replace(db.url().database(), "app")
                .replace(db.url().host() + ":" + db.url().port(), "localhost:5432")
                .replace(directory.toString(), "/home/me/app")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?\\+00", "2026-11-27 17:30:00+00")
                .replaceAll("\\d{8}-\\d{6}-(\\w+-url)(-\\d+)?", "20261127-173000-$1")
                .replaceAll("head is [0-9a-f]{64}", "head is 631c5839…")
                .replaceAll("[0-9.]+ (ms|s)\\b", "50 ms");
        return Arrays.stream(masked.split("\n")).map(String::stripTrailing).reduce("", (a, b) -> a + b + "\n");
    }
}
