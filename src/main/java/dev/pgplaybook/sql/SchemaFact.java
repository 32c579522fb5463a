package dev.pgplaybook.sql;

import java.util.Locale;

/**
 * Something that a statement makes true or untrue of a schema, so that the catalogs can be asked whether it took effect.
 *
 * @param object its name as SQL, with the schema where one is written
 * @param part the column, constraint, trigger, policy or label of it, as SQL; empty for the object itself
 * @param present whether it is there behind the statement
 */
public record SchemaFact(Kind kind, String object, String part, boolean present) {

    /** What the fact is about. */
    public enum Kind {
        /** A table, view, materialized view, sequence or index: all share one namespace. */
        RELATION,
        COLUMN,
        CONSTRAINT,
        TYPE,
        LABEL,
        SCHEMA,
        EXTENSION,
        FUNCTION,
        TRIGGER,
        POLICY
    }

    /** Whether the other is about the same thing, however it is written and however it leaves it. */
    public boolean isAbout(SchemaFact other) {
        return kind == other.kind && isSame(object, other.object) && meant(part).equals(meant(other.part));
    }

    /** Whether the other takes away what this is about: the thing itself, or the object that it is a part of. */
    public boolean isUndoneBy(SchemaFact other) {
        boolean holder = !part.isEmpty() && other.part.isEmpty() && !other.present && isSame(object, other.object);
        return holder || (present != other.present && isAbout(other));
    }

    /** A name without a schema may be any schema's. */
    private static boolean isSame(String one, String other) {
        String a = meant(one);
        String b = meant(other);
        return a.equals(b) || a.endsWith("." + b) || b.endsWith("." + a);
    }

    /** Small letters outside quotes, and no quotes where none are needed. */
    private static String meant(String name) {
        StringBuilder meant = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            quoted ^= c == '"';
            if (c != '"') {
                meant.append(quoted ? c : Character.toLowerCase(c));
            }
        }
        return meant.toString();
    }

    @Override
    public String toString() {
        String what = kind.name().toLowerCase(Locale.ROOT) + " " + (part.isEmpty() ? object : part + " of " + object);
        return present ? what : "no " + what;
    }
}
