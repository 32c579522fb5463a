package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text of a playbook with variables in it, written as a shell writes them: a dollar and the name in braces, with {@code :-} before a
 * default. A doubled dollar makes it plain text.
 */
public record Text(Source source) {

    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\$\\{|\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?<fallback>[^}]*))?}");

    private static final Pattern OPENING = Pattern.compile("\\$?\\$\\{");

    /** Whether the text begins with this variable, as a URL does whose host is a variable. */
    public boolean startsWithVariable(String name) {
        Matcher matcher = REFERENCE.matcher(raw());
        return matcher.lookingAt() && name.equals(matcher.group("name"));
    }

    /** Stands for a text that is not there. */
    static Text none(Location at) {
        return new Text(Source.pinned("", at));
    }

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
            String name = matcher.group("name");
            if (name != null) {
                Optional<String> fallback = Optional.ofNullable(matcher.group("fallback"));
                found.add(new Reference(name, fallback, source.locate(matcher.start())));
            }
        }
        return found;
    }

    /** The text with each variable replaced by what {@code lookup} gives for its name; a default serves where that is empty. */
    public String fill(Variables variables, UnaryOperator<String> encode) {
        Matcher matcher = REFERENCE.matcher(raw());
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group("name");
            String words = name == null
                    ? "${"
                    : value(variables, name, matcher.group("fallback"))
                            .map(encode)
                            .orElse(matcher.group());
            matcher.appendReplacement(filled, Matcher.quoteReplacement(words));
        }
        return matcher.appendTail(filled).toString();
    }

    private static Optional<String> value(Variables variables, String name, @Nullable String fallback) {
        return variables.find(name).or(() -> Optional.ofNullable(fallback));
    }

    public String fill(Variables variables) {
        return fill(variables, UnaryOperator.identity());
    }

    /** The place of the first dollar and brace that start no variable; a default cannot hold another variable. */
    public Optional<Location> malformed() {
        Matcher opening = OPENING.matcher(raw());
        Matcher reference = REFERENCE.matcher(raw());
        int from = 0;
        while (opening.find(from)) {
            boolean wellFormed =
                    reference.region(opening.start(), raw().length()).lookingAt();
            String fallback = wellFormed ? reference.group("fallback") : null;
            if (!wellFormed || (fallback != null && fallback.contains("${"))) {
                return Optional.of(source.locate(opening.start()));
            }
            from = reference.end();
        }
        return Optional.empty();
    }

    /** A variable's use. */
    public record Reference(String name, Optional<String> fallback, Location at) {

        public boolean hasDefault() {
            return fallback.isPresent();
        }
    }
}
