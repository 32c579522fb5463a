package dev.pgplaybook.shell;

import dev.pgplaybook.schema.Difference;
import dev.pgplaybook.schema.Difference.Nature;
import dev.pgplaybook.schema.Drift;
import dev.pgplaybook.schema.Fact;
import dev.pgplaybook.schema.FactKind;
import java.util.ArrayList;
import java.util.List;

/** A drift on the screen, by table: what is more, what is missing, what is different and how. */
record DriftView(Console console) {

    void show(Drift drift, String before, String after) {
        if (drift.isEmpty()) {
            console.line(console.style().good() + " " + after + " is as " + before + " has it");
            return;
        }
        console.line(after + " held against " + before);
        lines(drift).forEach(console::line);
        console.line(counts(drift));
    }

    List<String> lines(Drift drift) {
        List<String> lines = new ArrayList<>();
        drift.byHome().forEach((home, differences) -> {
            boolean alone =
                    differences.size() == 1 && differences.get(0).fact().key().equals(home);
            if (!alone) {
                lines.add(console.style().bold(home));
            }
            differences.forEach(difference -> lines.addAll(lines(difference)));
        });
        return lines;
    }

    private List<String> lines(Difference difference) {
        List<String> lines = new ArrayList<>();
        Style style = console.style();
        switch (difference.nature()) {
            case ADDED -> lines.add("  " + style.green("+ " + title(difference.fact())));
            case MISSING -> lines.add("  " + style.red("- " + title(difference.fact())));
            case DIFFERENT -> {
                lines.add("  " + style.yellow("~ " + difference.fact().key()));
                shapes(difference, lines);
            }
            case RENAMED ->
                lines.add("  " + style.yellow("~ " + difference.fact().key()) + " is called "
                        + difference.after().orElseThrow().identity());
            case REORDERED -> {
                lines.add("  " + style.dim("~ " + difference.title()));
                shapes(difference, lines);
            }
        }
        if (!difference.parts().isEmpty()) {
            lines.add(style.dim("      with " + parts(difference.parts())));
        }
        return lines;
    }

    private void shapes(Difference difference, List<String> lines) {
        difference
                .before()
                .orElseThrow()
                .definition()
                .lines()
                .forEach(line -> lines.add("      " + console.style().red("- " + line)));
        difference
                .after()
                .orElseThrow()
                .definition()
                .lines()
                .forEach(line -> lines.add("      " + console.style().green("+ " + line)));
    }

    /** What it is goes with it where that is one line; a function's body is not read in a list. */
    private static String title(Fact fact) {
        boolean brief =
                !fact.definition().isEmpty() && !fact.definition().contains("\n") && fact.kind() != FactKind.TABLE;
        return brief ? fact.key() + "  " + fact.definition() : fact.key();
    }

    /** Such as "3 columns, 1 constraint". */
    private static String parts(List<Fact> parts) {
        List<String> words = new ArrayList<>();
        for (FactKind kind : FactKind.values()) {
            long count = parts.stream().filter(part -> part.kind() == kind).count();
            if (count > 0) {
                words.add(count + " " + plural(kind.word(), count));
            }
        }
        return String.join(", ", words);
    }

    static String plural(String noun, long count) {
        if (count == 1 || noun.endsWith("s")) {
            return noun;
        }
        return noun.endsWith("x")
                ? noun + "es"
                : noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    }

    private static String counts(Drift drift) {
        List<String> words = new ArrayList<>();
        for (Nature nature : Nature.values()) {
            long count = drift.differences().stream()
                    .filter(difference -> difference.nature() == nature)
                    .count();
            if (count > 0) {
                words.add(count + " " + nature.word());
            }
        }
        return String.join(", ", words);
    }
}
