package dev.pgplaybook.schema;

import java.util.List;
import java.util.Optional;

/**
 * One thing in which two schemas differ. What follows from it, such as the columns of a table that is missing, is a part of it and not
 * said again.
 *
 * @param before the fact as the first schema has it; absent where it has none
 * @param after the fact as the second schema has it; absent where it has none
 * @param parts what differs along with it
 */
public record Difference(Nature nature, Optional<Fact> before, Optional<Fact> after, List<Fact> parts) {

    /** How two schemas differ in one thing. */
    public enum Nature {
        /** The second schema has it, and the first has not. */
        ADDED,
        /** The first schema has it, and the second has not. */
        MISSING,
        /** Both have it, in two shapes. */
        DIFFERENT,
        /** Both have it, by two names; or one was dropped and the like of it made: the catalogs cannot tell. */
        RENAMED,
        /** The columns of a table stand in another order, which no query by names notices. */
        REORDERED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Difference {
        parts = List.copyOf(parts);
    }

    static Difference added(Fact after) {
        return new Difference(Nature.ADDED, Optional.empty(), Optional.of(after), List.of());
    }

    static Difference missing(Fact before) {
        return new Difference(Nature.MISSING, Optional.of(before), Optional.empty(), List.of());
    }

    static Difference between(Nature nature, Fact before, Fact after) {
        return new Difference(nature, Optional.of(before), Optional.of(after), List.of());
    }

    Difference with(List<Fact> others) {
        return new Difference(nature, before, after, others);
    }

    /** The fact that there is; of two, the first schema's. */
    public Fact fact() {
        return before.or(() -> after).orElseThrow();
    }

    /** Whether only people who look for it would notice. */
    public boolean isLesser() {
        return nature == Nature.REORDERED;
    }

    /** In a few words, such as "column public.users.referredBy is added". */
    public String title() {
        return switch (nature) {
            case ADDED -> fact().key() + " is added";
            case MISSING -> fact().key() + " is missing";
            case DIFFERENT -> fact().key() + " is different";
            case RENAMED ->
                fact().key() + " is renamed to " + after.orElseThrow().identity();
            case REORDERED -> "the columns of " + fact().key() + " stand in another order";
        };
    }
}
