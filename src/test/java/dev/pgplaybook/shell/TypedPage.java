package dev.pgplaybook.shell;

import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of the documentation whose blocks are typed from top to bottom. A {@code sql} or {@code yaml} block whose first line names a
 * file is written; a {@code console} block is a command of the launcher, or {@code pgplaybook} alone and the lines that are typed into
 * its shell, and all that is printed, both streams.
 *
 * @param directory where it is typed
 * @param words what stands for something of this run: {@code $DATABASE_URL}, or the name of a database
 * @param environment beside the test's own
 */
record TypedPage(Path page, Path directory, Map<String, String> words, Map<String, String> environment) {

    private static final Pattern BLOCK =
            Pattern.compile("```(?<kind>sql|yaml|console)\\n(?<text>.*?)```\\n", Pattern.DOTALL);

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private static final Pattern NAMED = Pattern.compile("(?:--|#) ([\\w./-]+\\.(?:sql|yaml))");

    private static final String COMMAND = "$ pgplaybook";

    /** The page as it would be if it were written now. */
    String typed(UnaryOperator<String> masked) throws IOException {
        StringBuilder seen = new StringBuilder();
        Matcher blocks = BLOCK.matcher(Files.readString(page));
        while (blocks.find()) {
            String kind = blocks.group("kind");
            String text = blocks.group("text");
            if (!kind.equals("console")) {
                write(text);
            } else if (text.startsWith(COMMAND)) {
                text = console(text, masked);
            }
            String block = "```" + kind + "\n" + text + "```\n";
            blocks.appendReplacement(seen, Matcher.quoteReplacement(block));
        }
        return blocks.appendTail(seen).toString();
    }

    private void write(String text) throws IOException {
        Matcher named = NAMED.matcher(text.lines().findFirst().orElse(""));
        if (named.matches()) {
            Path file = directory.resolve(named.group(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }

    /** What is typed, and behind it what came of it. */
    private String console(String block, UnaryOperator<String> masked) {
        List<String> lines = block.lines().toList();
        List<String> typed =
                lines.stream().skip(1).takeWhile(line -> line.startsWith("> ")).toList();
        Map<String, String> all = new HashMap<>(Map.of("LC_ALL", "C.UTF-8", "NO_COLOR", "1"));
        all.putAll(environment);
        Ended ended = typed.isEmpty()
                ? LauncherProcess.run(directory, all, argv(lines.get(0)))
                : LauncherProcess.type(
                        directory,
                        all,
                        typed.stream().map(line -> line.substring(2)).toArray(String[]::new));
        if (ended.out().contains("recorded as")) {
            awaitNextSecond();
        }
        List<String> shown = new ArrayList<>(lines.subList(0, 1 + typed.size()));
        shown.addAll(Arrays.asList(masked.apply(ended.out() + ended.err()).split("\n")));
        shown.add("[exit " + ended.status() + "]");
        return shown.stream().map(line -> line.stripTrailing() + "\n").collect(Collectors.joining());
    }

    /** The second run of one second has a longer name than the first, and so would the table have in which both stand. */
    private static void awaitNextSecond() {
        long now = System.currentTimeMillis();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1000 - now % 1000));
    }

    private String[] argv(String prompt) {
        return WORD.matcher(prompt.substring(COMMAND.length()))
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .map(word -> words.getOrDefault(word, word))
                .toArray(String[]::new);
    }
}
