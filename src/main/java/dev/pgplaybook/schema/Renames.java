package dev.pgplaybook.schema;

import dev.pgplaybook.schema.Difference.Nature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds what is missing by one name and there by another, in the same table and in the same shape, with no second thing that it could
 * be; another schema is another name. What differs by that name alone, such as an index over a renamed column, goes with it.
 */
final class Renames {

    /** Kinds whose name is a description, and so would not be itself by another. */
    private static final Set<FactKind> DESCRIBED = EnumSet.of(
            FactKind.EXTENSION,
            FactKind.CAST,
            FactKind.TRANSFORM,
            FactKind.USER_MAPPING,
            FactKind.GRANT,
            FactKind.DEFAULT_PRIVILEGES,
            FactKind.OWNER,
            FactKind.COMMENT,
            FactKind.SECURITY_LABEL);

    private final List<Difference> found;
    private final Map<String, Fact> added;

    /** To be told of. */
    private final List<Rename> renamed = new ArrayList<>();

    /** The same, and what they bring about: with a table that moves to another schema go its indexes and its columns' sequences. */
    private final List<Rename> applied = new ArrayList<>();

    private Renames(List<Difference> found) {
        this.found = found;
        this.added = of(Nature.ADDED).stream().collect(Collectors.toMap(Fact::key, fact -> fact));
    }

    static List<Difference> among(List<Difference> found) {
        return new Renames(found).told();
    }

    private List<Difference> told() {
        Map<String, List<Fact>> missing = shapes(Nature.MISSING);
        Map<String, List<Fact>> others = shapes(Nature.ADDED);
        List<Rename> candidates = new ArrayList<>();
        missing.forEach((shape, facts) -> {
            List<Fact> alike = others.getOrDefault(shape, List.of());
            if (facts.size() == 1 && alike.size() == 1) {
                candidates.add(new Rename(facts.get(0), alike.get(0)));
            }
        });
        candidates.stream()
                .sorted(Comparator.comparing(rename -> rename.before().kind()))
                .filter(rename ->
                        !translated(rename.before().key()).equals(rename.after().key()))
                .forEach(this::take);
        return renamed.isEmpty() ? found : withWhatFollows();
    }

    private void take(Rename rename) {
        renamed.add(rename);
        applied.add(rename);
        String from = Rename.space(rename.before().identity());
        String to = Rename.space(rename.after().identity());
        if (from.equals(to)) {
            return;
        }
        of(Nature.MISSING).stream()
                .filter(fact -> fact.within().contains(rename.before().key()))
                .filter(fact -> fact.kind() == FactKind.INDEX || fact.kind() == FactKind.SEQUENCE)
                .map(fact -> new Rename(fact, fact.named(to + fact.identity().substring(from.length()))))
                .filter(moved -> added.containsKey(moved.after().key()))
                .forEach(applied::add);
    }

    private List<Difference> withWhatFollows() {
        Map<Rename, List<Fact>> following = new HashMap<>();
        Map<String, Rename> gone = new HashMap<>();
        for (Difference difference : found) {
            Optional<Fact> before = difference.before();
            Optional<Fact> after = before.flatMap(fact ->
                    difference.after().or(() -> Optional.ofNullable(added.get(translated(fact.key())))));
            if (after.isPresent()
                    && translated(before.orElseThrow().definition())
                            .equals(after.get().definition())) {
                Rename cause = cause(before.get());
                following.computeIfAbsent(cause, c -> new ArrayList<>()).add(before.get());
                gone.put(before.get().key(), cause);
                gone.put(after.get().key(), cause);
            }
        }
        List<Difference> told = new ArrayList<>();
        for (Rename rename : renamed) {
            List<Fact> parts = following.getOrDefault(rename, List.of()).stream()
                    .filter(fact -> !fact.equals(rename.before()))
                    .toList();
            told.add(Difference.between(Nature.RENAMED, rename.before(), rename.after())
                    .with(parts));
            gone.put(rename.before().key(), rename);
            gone.put(rename.after().key(), rename);
        }
        found.stream()
                .filter(difference -> !gone.containsKey(difference.fact().key()))
                .forEach(told::add);
        return told;
    }

    /** The rename that changes the most of what the fact says: its own, that of its table, that of what it mentions. */
    private Rename cause(Fact fact) {
        return renamed.stream()
                .filter(rename -> rename.before().key().equals(fact.key()))
                .findFirst()
                .or(() -> renamed.stream()
                        .filter(rename -> !rename.applied(fact.toString()).equals(fact.toString()))
                        .findFirst())
                .orElse(renamed.get(0));
    }

    /** What is missing or added, by what it is apart from its name. */
    private Map<String, List<Fact>> shapes(Nature nature) {
        List<Fact> facts = of(nature);
        Map<String, List<String>> parts = new HashMap<>();
        facts.stream()
                .filter(fact -> fact.kind() == FactKind.COLUMN)
                .forEach(column -> parts.computeIfAbsent(column.within().get(0), table -> new ArrayList<>())
                        .add(Rename.ownName(column) + " " + Rename.withoutSpace(column, column.definition())));
        facts.forEach(fact -> fact.within().stream()
                .filter(key -> key.equals(FactKind.SCHEMA.word() + " "
                        + Rename.space(fact.identity()).replaceFirst("\\.$", "")))
                .forEach(schema -> parts.computeIfAbsent(schema, s -> new ArrayList<>())
                        .add(fact.kind() + " " + Rename.ownName(fact))));
        Map<String, List<Fact>> shapes = new TreeMap<>();
        facts.stream().filter(fact -> !DESCRIBED.contains(fact.kind())).forEach(fact -> {
            List<String> sorted =
                    parts.getOrDefault(fact.key(), List.of()).stream().sorted().toList();
            String shape = fact.kind() + "\n" + fact.home().replace(fact.key(), "") + "\n" + Rename.anonymous(fact)
                    + "\n" + sorted;
            shapes.computeIfAbsent(shape, s -> new ArrayList<>()).add(fact);
        });
        return shapes;
    }

    private List<Fact> of(Nature nature) {
        return found.stream()
                .filter(difference -> difference.nature() == nature)
                .map(Difference::fact)
                .toList();
    }

    private String translated(String text) {
        String translated = text;
        for (Rename rename : applied) {
            translated = rename.applied(translated);
        }
        return translated;
    }
}
