package dev.pgplaybook.sql;

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

    /** Whether the other is about the same thing, however it leaves it. */
    public boolean isAbout(SchemaFact other) {
        return kind == other.kind && object.equals(other.object) && part.equals(other.part);
    }

    @Override
    public String toString() {
        String what = kind.name().toLowerCase(java.util.Locale.ROOT) + " "
                + (part.isEmpty() ? object : part + " of " + object);
        return present ? what : "no " + what;
    }
}
