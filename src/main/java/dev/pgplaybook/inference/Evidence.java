package dev.pgplaybook.inference;

import dev.pgplaybook.schema.Fact;
import dev.pgplaybook.schema.FactKind;
import java.util.Optional;

/**
 * What a database has to say to one fact of a migration.
 *
 * @param key of the fact
 * @param expected the fact as the migration leaves it; absent where it takes it away
 * @param found the fact as the database has it, under this name or another; absent where it has none
 */
public record Evidence(String key, Vote vote, Optional<Fact> expected, Optional<Fact> found) {

    /** How a fact speaks. */
    public enum Vote {
        /** It is as the migration leaves it, and no other one does that. */
        HOLDS,
        /** It is as it was before the migration. */
        BEFORE,
        /** It is in a shape that no migration gives it, or there by another name. */
        OTHER,
        /** A later migration's work, or the same with and without this one. */
        HIDDEN
    }

    boolean isVisible() {
        return vote != Vote.HIDDEN;
    }

    boolean isMissing() {
        return expected.isPresent() && found.isEmpty();
    }

    /** Of the thing that it is about, whichever side has it. */
    FactKind kind() {
        return expected.or(() -> found).orElseThrow().kind();
    }

    Evidence voting(Vote other) {
        return new Evidence(key, other, expected, found);
    }

    /** In words, such as "column public.users.name is missing". */
    public String said() {
        if (vote == Vote.OTHER) {
            Fact there = found.orElseThrow();
            return there.key().equals(key)
                    ? key + " is " + there.definition() + ", not "
                            + expected.map(Fact::definition).orElse("gone")
                    : key + " is there as " + there.identity();
        }
        return expected.isEmpty()
                ? key + " is still there"
                : found.isEmpty()
                        ? key + " is missing"
                        : key + " is as before it: " + found.get().definition();
    }
}
