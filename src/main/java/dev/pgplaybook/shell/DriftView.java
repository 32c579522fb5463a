package dev.pgplaybook.shell;

import dev.pgplaybook.schema.Difference;
import dev.pgplaybook.schema.Difference.Nature;
import dev.pgplaybook.schema.Drift;
import dev.pgplaybook.schema.Fact;
import dev.pgplaybook.schema.FactKind;
import dev.pgplaybook.schema.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A drift on the screen, by table: what is more, what is missing, what is different and how. */
record DriftView(Console console) {

    /** Of what stands under its table; what stands alone has none. */
    private static final String INDENT = "  ";

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
            if (alone) {
                lines(differences.get(0)).forEach(line -> lines.add(line.substring(INDENT.length())));
            } else {
                lines.add(console.style().bold(home));
                differences.forEach(difference -> lines.addAll(lines(difference)));
            }
        });
        return lines;
    }

    private List<String> lines(Difference difference) {
        List<String> lines = new ArrayList<>();
        Style style = console.style();
        switch (difference.nature()) {
            case ADDED -> lines.add(INDENT + style.green("+ " + title(difference.fact())));
            case MISSING -> lines.add(INDENT + style.red("- " + title(difference.fact())));
            case DIFFERENT -> {
                lines.add(INDENT + style.yellow("~ " + difference.fact().key()));
                shapes(difference, lines);
            }
            case RENAMED ->
                lines.add(INDENT + style.yellow("~ " + difference.fact().key()) + " is called "
                        + difference.after().orElseThrow().identity());
            case REORDERED -> {
                lines.add(INDENT + style.dim("~ " + difference.title()));
                shapes(difference, lines);
            }
        }
        if (!difference.parts().isEmpty()) {
            lines.add(INDENT + INDENT + INDENT + style.dim("with " + parts(difference.parts())));
        }
        return lines;
    }

    /** Both shapes in one text: what is gone struck out in brackets, what has come in braces, and in colours where there are some. */
    private void shapes(Difference difference, List<String> lines) {
        Wording wording = Wording.between(
                difference.before().orElseThrow().definition(),
                difference.after().orElseThrow().definition());
        String marked = wording.segments().stream().map(this::marked).collect(Collectors.joining());
        marked.lines().forEach(line -> lines.add("      " + line));
    }

    private String marked(Wording.Segment segment) {
        Style style = console.style();
        return switch (segment.mark()) {
            case KEPT -> segment.text();
            case REMOVED -> style.colored() ? colored(segment.text(), style::red) : "[-" + segment.text() + "-]";
            case ADDED -> style.colored() ? colored(segment.text(), style::green) : "{+" + segment.text() + "+}";
            case LEFT_OUT -> style.dim("…") + "\n";
        };
    }

    /** A colour that runs over the end of a line would colour the indent as well. */
    private static String colored(String text, UnaryOperator<String> color) {
        return Pattern.compile("[^\n]+")
                .matcher(text)
                .replaceAll(line -> Matcher.quoteReplacement(color.apply(line.group())));
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
