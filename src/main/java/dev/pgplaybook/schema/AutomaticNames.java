package dev.pgplaybook.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The server numbers the names that it gives by itself in the order in which it gives them: of two CHECKs on a column, which one is
 * {@code t_a_check1} says nothing but who came first. Where several have one name but for the number, they are numbered by what they
 * say. A name that stands alone is left as it is, since migrations may call it by that; a constraint that is inherited has the name of
 * the one that it comes from.
 */
final class AutomaticNames {

    private static final List<String> ENDINGS = List.of("_check", "_key", "_fkey", "_excl", "_idx");

    /** The keys that facts have got, by those that they had. */
    private final Map<String, String> renamed = new HashMap<>();

    /** The keys of inherited constraints, and of those that they come from. */
    private final Map<String, String> origins = new HashMap<>();

    private AutomaticNames() {}

    static List<Fact> settled(Collection<Fact> facts) {
        return new AutomaticNames().settledNames(facts);
    }

    /** What those have in common that are told apart by a number alone; nothing where the server gives no such name. */
    static Optional<String> stem(Fact fact) {
        int base = isNumbered(fact) ? base(fact.identity()) : -1;
        return base < 0
                ? Optional.empty()
                : Optional.of(fact.kind() + fact.identity().substring(0, base) + fact.home());
    }

    private List<Fact> settledNames(Collection<Fact> facts) {
        List<Fact> settled = new ArrayList<>(facts.size());
        Map<String, List<Fact>> alike = new HashMap<>();
        for (Fact fact : facts) {
            if (isInherited(fact)) {
                origins.put(fact.key(), fact.within().get(1));
            }
            Optional<String> stem = stem(fact);
            if (stem.isEmpty()) {
                settled.add(fact);
            } else {
                alike.computeIfAbsent(stem.get(), b -> new ArrayList<>(2)).add(fact);
            }
        }
        alike.values().forEach(group -> settled.addAll(group.size() == 1 ? group : renumbered(group)));
        if (!renamed.isEmpty()) {
            settled.replaceAll(this::following);
        }
        return settled;
    }

    private static boolean isNumbered(Fact fact) {
        return fact.kind() == FactKind.INDEX || (fact.kind() == FactKind.CONSTRAINT && !isInherited(fact));
    }

    private static boolean isInherited(Fact fact) {
        List<String> within = fact.within();
        return fact.kind() == FactKind.CONSTRAINT
                && within.size() > 1
                && within.get(1).startsWith(FactKind.CONSTRAINT.word() + " ");
    }

    /** Where the number stands, or would stand; -1 where the server gives no such name. */
    private static int base(String identity) {
        int end = identity.endsWith("\"") ? identity.length() - 1 : identity.length();
        while (end > 0 && Character.isDigit(identity.charAt(end - 1))) {
            end--;
        }
        for (String ending : ENDINGS) {
            if (identity.startsWith(ending, end - ending.length())) {
                return end;
            }
        }
        return -1;
    }

    private List<Fact> renumbered(List<Fact> group) {
        List<String> names = group.stream()
                .map(Fact::identity)
                .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .toList();
        List<Fact> byMeaning = group.stream()
                .sorted(Comparator.comparing(Fact::definition).thenComparing(Fact::identity))
                .toList();
        List<Fact> renumbered = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            Fact fact = byMeaning.get(i).named(names.get(i));
            renumbered.add(fact);
            if (!fact.key().equals(byMeaning.get(i).key())) {
                renamed.put(byMeaning.get(i).key(), fact.key());
            }
        }
        return renumbered;
    }

    /** What is inherited by its name from what has been renamed, or said of it, calls it by the new one. */
    private Fact following(Fact fact) {
        if (fact.kind() == FactKind.COMMENT) {
            return fact.named(renamed.getOrDefault(fact.identity(), fact.identity()));
        }
        if (fact.kind() != FactKind.CONSTRAINT || !origins.containsKey(fact.key())) {
            return fact;
        }
        String own = ownName(fact.key());
        String origin = root(fact.key());
        String settled = renamed.get(origin);
        if (settled == null || !ownName(origin).equals(own)) {
            return fact;
        }
        String prefix = fact.identity().substring(0, fact.identity().length() - own.length());
        return fact.named(prefix + ownName(settled));
    }

    private String root(String key) {
        String origin = origins.get(key);
        return origin == null ? key : root(origin);
    }

    private static String ownName(String key) {
        int dot = key.endsWith("\"") ? key.lastIndexOf(".\"") : key.lastIndexOf('.');
        return key.substring(dot + 1);
    }
}
