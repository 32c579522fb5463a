package dev.pgplaybook.shell;

import dev.pgplaybook.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The documentation's pages of problems and hazards, which the jar brings along. */
final class Pages {

    private static final Pattern HAZARD = Pattern.compile("\\| \\[([A-Z]\\d{3})]\\([^)]*\\) \\| [^|]* \\| (.*) \\|");

    private Pages() {}

    /** A code, and what its page is headed. */
    record Page(String code, String title) {}

    /** Problems first, hazards behind them; no rule is asked, and none of their classes loaded. */
    static List<Page> codes() {
        List<Page> codes = new ArrayList<>();
        for (ProblemCode code : ProblemCode.values()) {
            codes.add(new Page(code.name(), code.title()));
        }
        Matcher hazards = HAZARD.matcher(read("hazards/README").orElse(""));
        while (hazards.find()) {
            codes.add(new Page(hazards.group(1), hazards.group(2)));
        }
        return codes;
    }

    /** The page as it was written, in Markdown. */
    static Optional<String> of(String code) {
        return code.matches("[A-Z]+\\d{3}")
                ? read((code.startsWith("PB") ? "problems/" : "hazards/") + code)
                : Optional.empty();
    }

    private static Optional<String> read(String name) {
        try (InputStream page = Pages.class.getResourceAsStream("/docs/" + name + ".md")) {
            return page == null
                    ? Optional.empty()
                    : Optional.of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
