package dev.pgplaybook.schema;

import dev.pgplaybook.schema.Difference.Nature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds what is missing by one name and there by another, in the same table and in the same shape, with no second thing that it could
 * be. What differs by that name alone, such as an index over a renamed column, goes with it.
 */
final class Renames {

    /** Kinds whose name is theirs alone, and not a description. */
    private static final Set<FactKind> NAMED = Set.of(
            FactKind.TABLE,
            FactKind.COLUMN,
            FactKind.CONSTRAINT,
            FactKind.INDEX,
            FactKind.SEQUENCE,
            FactKind.VIEW,
            FactKind.MATERIALIZED_VIEW,
            FactKind.TYPE,
            FactKind.FUNCTION,
            FactKind.PROCEDURE,
            FactKind.TRIGGER,
            FactKind.POLICY,
            FactKind.STATISTICS);

    private final List<Difference> found;
    private final List<Difference> renamed = new ArrayList<>();

    private Renames(List<Difference> found) {
        this.found = found;
    }

    static List<Difference> among(List<Difference> found) {
        return new Renames(found).told();
    }

    private List<Difference> told() {
        Map<String, List<Fact>> missing = shapes(Nature.MISSING);
        Map<String, List<Fact>> added = shapes(Nature.ADDED);
        missing.forEach((shape, facts) -> {
            List<Fact> others = added.getOrDefault(shape, List.of());
            if (facts.size() == 1 && others.size() == 1) {
                renamed.add(Difference.between(Nature.RENAMED, facts.get(0), others.get(0)));
            }
        });
        return renamed.isEmpty() ? found : withWhatFollows();
    }

    private List<Difference> withWhatFollows() {
        Map<String, Fact> added = found.stream()
                .filter(difference -> difference.nature() == Nature.ADDED)
                .collect(Collectors.toMap(d -> d.fact().key(), Difference::fact));
        Map<Difference, List<Fact>> following = new HashMap<>();
        Map<String, Difference> gone = new HashMap<>();
        for (Difference difference : found) {
            Optional<Fact> before = difference.before();
            Optional<Fact> after = before.flatMap(fact ->
                    difference.after().or(() -> Optional.ofNullable(added.get(translated(fact.key())))));
            if (after.isPresent()
                    && translated(before.orElseThrow().definition())
                            .equals(after.get().definition())) {
                Difference cause = cause(before.get());
                following.computeIfAbsent(cause, c -> new ArrayList<>()).add(before.get());
                gone.put(before.get().key(), cause);
                gone.put(after.get().key(), cause);
            }
        }
        List<Difference> told = new ArrayList<>();
        renamed.forEach(rename -> told.add(rename.with(following.getOrDefault(rename, List.of()).stream()
                .filter(fact -> !fact.equals(rename.fact()))
                .toList())));
        found.stream()
                .filter(difference -> !gone.containsKey(difference.fact().key()))
                .forEach(told::add);
        return told;
    }

    /** The rename that changes the most of what the fact says: its own, that of its table, that of what it mentions. */
    private Difference cause(Fact fact) {
        return renamed.stream()
                .filter(rename -> rename.fact().key().equals(fact.key()))
                .findFirst()
                .or(() -> renamed.stream()
                        .filter(rename -> !translated(fact.toString(), rename).equals(fact.toString()))
                        .findFirst())
                .orElse(renamed.get(0));
    }

    /** What is missing or added, by what it is apart from its name. */
    private Map<String, List<Fact>> shapes(Nature nature) {
        Map<String, List<String>> columns = new HashMap<>();
        List<Fact> facts = found.stream()
                .filter(difference -> difference.nature() == nature)
                .map(Difference::fact)
                .toList();
        facts.stream()
                .filter(fact -> fact.kind() == FactKind.COLUMN)
                .forEach(column -> columns.computeIfAbsent(column.within().get(0), table -> new ArrayList<>())
                        .add(ownName(column) + " " + column.definition()));
        Map<String, List<Fact>> shapes = new TreeMap<>();
        facts.stream().filter(fact -> NAMED.contains(fact.kind())).forEach(fact -> {
            List<String> parts = columns.getOrDefault(fact.key(), List.of()).stream()
                    .sorted()
                    .toList();
            String shape = fact.kind() + "\n" + fact.within() + "\n" + anonymous(fact) + "\n" + parts;
            shapes.computeIfAbsent(shape, s -> new ArrayList<>()).add(fact);
        });
        return shapes;
    }

    private static String anonymous(Fact fact) {
        String without = replaced(fact.definition(), fact.identity(), "·");
        return replaced(without, ownName(fact), "·");
    }

    private String translated(String text) {
        String translated = text;
        for (Difference rename : renamed) {
            translated = translated(translated, rename);
        }
        return translated;
    }

    private static String translated(String text, Difference rename) {
        Fact before = rename.fact();
        Fact after = rename.after().orElseThrow();
        String whole = replaced(text, before.identity(), after.identity());
        return before.kind() == FactKind.TABLE ? whole : replaced(whole, ownName(before), ownName(after));
    }

    /** The last part of a dotted name, which may be quoted; a function's without its arguments. */
    private static String ownName(Fact fact) {
        String name = fact.identity().replaceFirst("\\(.*\\)$", "");
        int quote = name.endsWith("\"") ? name.lastIndexOf(".\"") : name.lastIndexOf('.');
        return name.substring(quote + 1);
    }

    private static String replaced(String text, String name, String other) {
        return Pattern.compile("(?<![\\w\".])" + Pattern.quote(name) + "(?![\\w\"])|(?<=\\.)" + Pattern.quote(name)
                        + "(?![\\w\"])")
                .matcher(text)
                .replaceAll(Matcher.quoteReplacement(other));
    }
}
