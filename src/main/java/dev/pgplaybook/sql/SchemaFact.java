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
        return kind == other.kind
                && Name.isSame(object, other.object)
                && Name.meant(part).equals(Name.meant(other.part));
    }

    /** Whether the other takes away what this is about: the thing itself, or the object that it is a part of. */
    public boolean isUndoneBy(SchemaFact other) {
        boolean holder = !part.isEmpty() && other.part.isEmpty() && !other.present && Name.isSame(object, other.object);
        return holder || (present != other.present && isAbout(other));
    }

    @Override
    public String toString() {
        String what = kind.name().toLowerCase(Locale.ROOT) + " " + (part.isEmpty() ? object : part + " of " + object);
        return present ? what : "no " + what;
    }
}
