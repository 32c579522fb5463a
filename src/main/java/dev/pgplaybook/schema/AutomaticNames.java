package dev.pgplaybook.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server numbers the names that it gives by itself in the order in which it gives them: of two CHECKs on a column, which one is
 * {@code t_a_check1} says nothing but who came first. Where several have one name but for the number, they are numbered by what they
 * say. A name that stands alone is left as it is, since migrations may call it by that.
 */
final class AutomaticNames {

    private static final Pattern NUMBERED = Pattern.compile("(.*_(?:check|key|fkey|excl|idx))([0-9]*)(\"?)");

    private AutomaticNames() {}

    static List<Fact> settled(List<Fact> facts) {
        List<Fact> settled = new ArrayList<>(facts.size());
        Map<String, List<Fact>> alike = new LinkedHashMap<>();
        for (Fact fact : facts) {
            Matcher name = NUMBERED.matcher(fact.identity());
            boolean numbered = (fact.kind() == FactKind.CONSTRAINT || fact.kind() == FactKind.INDEX) && name.matches();
            if (numbered) {
                String base = fact.kind() + " " + name.group(1) + fact.home();
                alike.computeIfAbsent(base, b -> new ArrayList<>()).add(fact);
            } else {
                settled.add(fact);
            }
        }
        alike.values().forEach(group -> settled.addAll(group.size() == 1 ? group : renumbered(group)));
        return settled;
    }

    private static List<Fact> renumbered(List<Fact> group) {
        List<String> names = group.stream()
                .map(Fact::identity)
                .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .toList();
        List<Fact> byMeaning = group.stream()
                .sorted(Comparator.comparing(Fact::definition).thenComparing(Fact::identity))
                .toList();
        List<Fact> renumbered = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            renumbered.add(byMeaning.get(i).named(names.get(i)));
        }
        return renumbered;
    }
}
