package dev.pgplaybook.shell;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a problem is shown: what is wrong, the line with a caret under its column, and what to do next. */
record ProblemView(Style style, Path workingDirectory) {

    private static final int LONGEST_LINE = 160;
    private static final long LARGEST_FILE = 16L << 20;

    List<String> lines(Problem problem) {
        List<String> lines = new ArrayList<>();
        String place = inFile(problem).map(at -> shown(at) + " ").orElse("");
        String[] message = problem.message().split("\n", -1);
        lines.add(
                style.bad() + " " + style.bold(place) + style.red(problem.code().name()) + " " + message[0]);
        for (int i = 1; i < message.length; i++) {
            lines.add("  " + message[i]);
        }
        inFile(problem).ifPresent(at -> lines.addAll(excerpt(at)));
        problem.hint().ifPresent(hint -> lines.add("  " + style.cyan("hint") + " " + hint));
        return lines;
    }

    /** For {@code --json}. */
    static Map<String, @Nullable Object> data(Problem problem) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("code", problem.code().name());
        data.put("message", problem.message());
        data.put("hint", problem.hint().orElse(null));
        inFile(problem).ifPresent(at -> {
            data.put("file", at.file().toString());
            data.put("line", at.line());
            data.put("column", at.column());
        });
        return data;
    }

    /** What was typed on the command line stands in no file. */
    private static Optional<Location> inFile(Problem problem) {
        return problem.at().filter(at -> !at.file().toString().isEmpty());
    }

    private String shown(Location at) {
        Path file = at.file().toAbsolutePath().normalize();
        Path base = workingDirectory.toAbsolutePath().normalize();
        Path shown = file.startsWith(base) ? base.relativize(file) : file;
        return shown + ":" + at.line() + ":" + at.column();
    }

    private List<String> excerpt(Location at) {
        return lineOf(at)
                .map(line -> {
                    String number = String.format("%5d", at.line());
                    String caret = " ".repeat(Math.max(0, at.column() - 1)) + style.red("^");
                    return List.of(
                            style.dim(number + " | ") + line, style.dim(" ".repeat(number.length()) + " | ") + caret);
                })
                .orElse(List.of());
    }

    /** The line, with tabs made blanks so that the caret stands under its column; nothing where it would not fit a screen. */
    private static Optional<String> lineOf(Location at) {
        try {
            if (!Files.isRegularFile(at.file()) || Files.size(at.file()) > LARGEST_FILE) {
                return Optional.empty();
            }
            String text = new String(Files.readAllBytes(at.file()), StandardCharsets.UTF_8);
            return text.lines()
                    .skip(at.line() - 1L)
                    .findFirst()
                    .map(line -> line.replace('\t', ' '))
                    .filter(line -> line.length() <= LONGEST_LINE);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
