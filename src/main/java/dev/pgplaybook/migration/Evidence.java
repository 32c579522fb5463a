package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.sql.SchemaFact;
import dev.pgplaybook.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the catalogs say of a script's statements, one by one. It is evidence and no proof: somebody else may have made the same, and
 * what changes rows leaves no trace here.
 */
public record Evidence(List<Item> items) {

    public Evidence {
        items = List.copyOf(items);
    }

    /** What the catalogs say of one statement. */
    public enum Verdict {
        /** Everything that it states is so. */
        THERE("is there"),
        /** Nothing that it states is so. */
        ABSENT("is not there"),
        PARTLY("is partly there"),
        /** It states nothing that the catalogs could tell, or another statement of the script makes the same or undoes it. */
        UNTOLD("cannot be told");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * One statement.
     *
     * @param facts what it states, and the catalogs could tell
     */
    public record Item(Statement statement, Verdict verdict, List<SchemaFact> facts) {}

    /** Asks the catalogs; reads alone. */
    public static Evidence of(Session session, List<Statement> statements) {
        List<Item> items = new ArrayList<>();
        List<SchemaFact> all =
                statements.stream().flatMap(s -> s.facts().stream()).toList();
        List<SchemaFact> earlier = new ArrayList<>();
        for (Statement statement : statements) {
            List<SchemaFact> facts = statement.facts().stream()
                    .filter(fact -> earlier.stream().noneMatch(fact::isAbout))
                    .filter(fact -> all.stream().noneMatch(fact::isUndoneBy))
                    .toList();
            items.add(new Item(statement, verdict(session, facts), facts));
            earlier.addAll(statement.facts());
        }
        return new Evidence(items);
    }

    public long count(Verdict verdict) {
        return items.stream().filter(item -> item.verdict() == verdict).count();
    }

    private static Verdict verdict(Session session, List<SchemaFact> facts) {
        long holding = facts.stream().filter(fact -> holds(session, fact)).count();
        if (facts.isEmpty()) {
            return Verdict.UNTOLD;
        }
        return holding == facts.size() ? Verdict.THERE : holding == 0 ? Verdict.ABSENT : Verdict.PARTLY;
    }

    /** That a part is gone shows only where the object that it was a part of is there. */
    private static boolean holds(Session session, SchemaFact fact) {
        return fact.present()
                ? isThere(session, fact)
                : !isThere(session, fact) && (fact.part().isEmpty() || isHolderThere(session, fact));
    }

    private static boolean isHolderThere(Session session, SchemaFact fact) {
        return yes(
                session,
                "SELECT coalesce(to_regclass(?), to_regtype(?)::oid) IS NOT NULL",
                fact.object(),
                fact.object());
    }

    /** An index counts when it is valid: an invalid one is the trace of a build that broke. */
    private static boolean isThere(Session session, SchemaFact fact) {
        String object = fact.object();
        return switch (fact.kind()) {
            case RELATION ->
                yes(
                        session,
                        "SELECT coalesce((SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(?)),"
                                + " to_regclass(?) IS NOT NULL)",
                        object,
                        object);
            case TYPE -> yes(session, "SELECT to_regtype(?) IS NOT NULL", object);
            case SCHEMA -> yes(session, "SELECT to_regnamespace(?) IS NOT NULL", object);
            case LABEL ->
                exists(session, "pg_enum WHERE enumtypid = to_regtype(?) AND enumlabel = ?", object, fact.part());
            case EXTENSION -> exists(session, "pg_extension WHERE extname = ?", name(object));
            case FUNCTION ->
                exists(session, "pg_proc WHERE proname = ?", name(object.substring(object.lastIndexOf('.') + 1)));
            case COLUMN ->
                part(
                        session,
                        fact,
                        "pg_attribute WHERE NOT attisdropped AND attrelid = to_regclass(?) AND attname = ?");
            case CONSTRAINT -> part(session, fact, "pg_constraint WHERE conrelid = to_regclass(?) AND conname = ?");
            case TRIGGER -> part(session, fact, "pg_trigger WHERE tgrelid = to_regclass(?) AND tgname = ?");
            case POLICY -> part(session, fact, "pg_policy WHERE polrelid = to_regclass(?) AND polname = ?");
        };
    }

    private static boolean part(Session session, SchemaFact fact, String where) {
        return exists(session, where, fact.object(), name(fact.part()));
    }

    private static boolean exists(Session session, String where, String... values) {
        return yes(session, "SELECT EXISTS (SELECT 1 FROM " + where + ")", values);
    }

    private static boolean yes(Session session, String sql, String... values) {
        return session.one(sql, (Object[]) values).flag(0);
    }

    /** The name that is meant: as it stands between quotes, otherwise in small letters. */
    private static String name(String sql) {
        return sql.startsWith("\"")
                ? sql.substring(1, sql.length() - 1).replace("\"\"", "\"")
                : sql.toLowerCase(Locale.ROOT);
    }
}
