package dev.pgplaybook.schema;

import java.util.List;

/**
 * One thing that is so in a schema, such as that the column {@code public.users.email} is {@code text NOT NULL}.
 *
 * @param identity what it is called, with its schema, quoted where SQL needs that
 * @param definition what it is, in SQL's words; expressions in their canonical form
 * @param within the keys of what it goes with: a column's table, a partition's index's parent
 * @param position its place among its like, where that has a meaning; 0 elsewhere. No part of the definition
 */
public record Fact(FactKind kind, String identity, String definition, List<String> within, int position) {

    public Fact {
        within = List.copyOf(within);
    }

    /** What it is found by in another schema. */
    public String key() {
        return key(kind, identity);
    }

    static String key(FactKind kind, String identity) {
        return kind.word() + " " + identity;
    }

    /** The table, view, type or schema under which a person looks for it; its own key where it is in nothing. */
    public String home() {
        return within.stream()
                .filter(key -> !key.startsWith(FactKind.SCHEMA.word() + " "))
                .findFirst()
                .orElse(key());
    }

    Fact named(String other) {
        return new Fact(kind, other, definition, within, position);
    }

    Fact defined(String other) {
        return new Fact(kind, identity, other, within, position);
    }

    @Override
    public String toString() {
        return definition.isEmpty() ? key() : key() + ": " + definition;
    }
}
