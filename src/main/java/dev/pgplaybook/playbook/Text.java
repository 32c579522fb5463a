package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of a playbook with variables in it, written as a shell writes them: a dollar and the name in braces, with {@code :-} before a
 * default. A doubled dollar makes it plain text.
 */
public record Text(Source source) {

    private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    public String raw() {
        return source.text();
    }

    public Location at() {
        return source.locate(0);
    }

    /** Every variable in the text, in order, with its place. */
    public List<Reference> references() {
        List<Reference> found = new ArrayList<>();
        Matcher matcher = REFERENCE.matcher(raw());
        while (matcher.find()) {
            if (matcher.group(1).isEmpty()) {
                found.add(new Reference(matcher.group(2), matcher.group(3) != null, source.locate(matcher.start())));
            }
        }
        return found;
    }

    /** The text with each variable replaced by what {@code lookup} gives for its name; a default serves where that is empty. */
    public String fill(Variables variables, UnaryOperator<String> encode) {
        return REFERENCE.matcher(raw()).replaceAll(match -> {
            String reference = match.group();
            if (!match.group(1).isEmpty()) {
                return Matcher.quoteReplacement(reference.substring(1));
            }
            String fallback = match.group(3);
            String value = variables.find(match.group(2)).orElseGet(() -> fallback == null ? reference : fallback);
            return Matcher.quoteReplacement(encode.apply(value));
        });
    }

    public String fill(Variables variables) {
        return fill(variables, UnaryOperator.identity());
    }

    /** A variable's use. */
    public record Reference(String name, boolean hasDefault, Location at) {}
}
