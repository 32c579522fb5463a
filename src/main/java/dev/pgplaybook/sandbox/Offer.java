package dev.pgplaybook.sandbox;

import java.util.Optional;

/**
 * What a provider would make of a request, as far as that can be said without making it.
 *
 * @param description such as "embedded PostgreSQL 17.6", with the reason where there was a choice
 * @param major the version that it would have; absent where only the sandbox itself can tell
 * @param programs a name for the very programs that would be its server; absent where another sandbox of this description may have others
 */
public record Offer(String description, Optional<Integer> major, Optional<String> programs) {

    Offer(String description, Optional<Integer> major) {
        this(description, major, Optional.empty());
    }

    Offer because(String why) {
        return new Offer(description + " (" + why + ")", major, programs);
    }
}
