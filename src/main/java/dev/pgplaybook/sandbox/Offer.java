package dev.pgplaybook.sandbox;

import java.util.Optional;

/**
 * What a provider would make of a request, as far as that can be said without making it.
 *
 * @param description such as "embedded PostgreSQL 17.6", with the reason where there was a choice
 * @param major the version that it would have; absent where only the sandbox itself can tell
 */
public record Offer(String description, Optional<Integer> major) {}
