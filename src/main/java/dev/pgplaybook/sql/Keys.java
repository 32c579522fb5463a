package dev.pgplaybook.sql;

import java.util.List;

/** The keys of an index or constraint: each one's expression and collation, without operator class and order. */
public final class Keys {

    private Keys() {}

    public static List<String> of(Clause list) {
        return list.parts().stream().map(Keys::key).toList();
    }

    private static String key(Clause key) {
        String expression;
        if (key.looksAtOpen()) {
            expression = "(" + key.parenthesized().rest() + ")";
        } else {
            String name = key.name();
            expression = key.looksAtOpen() ? name + "(" + key.parenthesized().rest() + ")" : name;
        }
        return key.take("COLLATE") ? expression + " COLLATE " + key.name() : expression;
    }
}
