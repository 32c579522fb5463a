package dev.pgplaybook.shell;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the shell teaches of itself: explain, completion, and complete, which the completion scripts ask. */
record TeachingCommands(Console console, Completion completion) {

    private static final String GROUP = "the shell";

    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    List<CommandSpec> all() {
        return List.of(
                new CommandSpec(
                        "explain",
                        GROUP,
                        "show the page of a problem or of a hazard",
                        List.of("CODE"),
                        List.of(),
                        List.of("explain PB204", "explain L001"),
                        this::explain),
                new CommandSpec(
                        "completion",
                        GROUP,
                        "print what makes bash, zsh or fish complete command lines of pgplaybook",
                        List.of("SHELL"),
                        List.of(),
                        List.of("completion bash", "completion zsh", "completion fish"),
                        this::script),
                new CommandSpec(
                        "complete",
                        GROUP,
                        "say what may stand next on a command line, as those scripts ask; the last word is the one begun",
                        List.of("[WORD…]"),
                        List.of(),
                        List.of("complete -- runs ''"),
                        this::complete));
    }

    private int explain(Invocation in) {
        String code = in.arguments().get(0).toUpperCase(Locale.ROOT);
        String page = Pages.of(code).orElseThrow(() -> unknown(code));
        if (console.json()) {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("code", code);
            data.put("page", page);
            console.document(data);
        } else {
            new PageView(console.style()).lines(page).forEach(console::line);
        }
        return 0;
    }

    private static RuntimeException unknown(String code) {
        List<String> codes = Pages.codes().stream().map(Pages.Page::code).toList();
        return Problem.of(ProblemCode.PB518, "There is no problem and no hazard " + code)
                .hint(Suggestion.nearest(code, codes)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("problems are PB and three digits, hazards a letter and three digits"))
                .asException();
    }

    private int script(Invocation in) {
        String shell = in.arguments().get(0);
        if (!SHELLS.contains(shell)) {
            throw Problem.of(ProblemCode.PB518, "There is no completion for " + shell)
                    .hint("one of " + String.join(", ", SHELLS))
                    .asException();
        }
        try (InputStream script = getClass().getResourceAsStream("completion." + shell)) {
            new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(console::line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return 0;
    }

    /** A tab stands between a word and what it means; a word that may go on ends with a slash. */
    private int complete(Invocation in) {
        List<String> words = in.arguments();
        int last = words.size() - 1;
        completion
                .offers(words.isEmpty() ? words : words.subList(0, last), words.isEmpty() ? "" : words.get(last))
                .forEach(offer -> console.line(
                        offer.meaning().isEmpty() ? offer.value() : offer.value() + "\t" + offer.meaning()));
        return 0;
    }
}
