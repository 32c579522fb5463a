package dev.pgplaybook.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A share of a snapshot that can be looked at by itself. Most scripts change a few tables and what stands on them; the rest takes a
 * server as long to look through, and is worth it where a script says a word that can change any of it.
 */
enum Share {
    /** Of all relations: without these words a script leaves those alone that it does not touch. */
    COLUMNS("columns", Words.OF_DETAILS, false),

    /** As the columns. */
    KEYS("indexes constraints", Words.OF_DETAILS, false),

    RELATIONS("relations", "", false),

    TYPES("types", Words.OF_TYPES, false),

    BEHAVIOUR("behaviour", "function|procedure|routine|aggregate|trigger|rule|policy|extension", true),

    REACH(
            "reach",
            "grant|revoke|privileges|foreign(?!\\s+key)|server|wrapper|mapping|publication|subscription|extension|schema|owner|owned",
            true);

    /** What stands on a relation, and can be asked of some of them. */
    static final Set<Share> DETAILS = Set.of(COLUMNS, KEYS);

    private static final class Words {
        static final String OF_DETAILS =
                "drop|rename|schema|owned|domain|collation|operator|storage|trigger|statistics|extension";
        static final String OF_TYPES =
                "type|domain|collation|cast|operator|method|conversion|search|language|transform|extension|schema|drop|rename|owned";
    }

    /** What runs code of somebody's, which may do anything. */
    private static final Pattern CODE = words("do|call|execute");

    /** What may run code that an extension brought. */
    private static final Pattern QUERY = words("select|perform|values|insert|update|merge|import");

    private static final Set<String> ROUTINES =
            Set.of(FactKind.FUNCTION.word(), FactKind.PROCEDURE.word(), FactKind.AGGREGATE.word());

    private final String parts;
    private final Pattern words;
    private final boolean follows;

    /**
     * @param parts of the query, with blanks in between
     * @param words without which a script leaves this share as it is; none where nearly every script changes it
     * @param follows whether it may change without those words where there is any of it already: it goes with what it is set on
     */
    Share(String parts, String words, boolean follows) {
        this.parts = parts;
        this.words = words.isEmpty() ? Pattern.compile("") : words(words);
        this.follows = follows;
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile("\\b(?:" + alternatives + ")\\b", Pattern.CASE_INSENSITIVE);
    }

    /** The statement that looks at it. */
    String query(int major, SnapshotOptions options) {
        List<String> all = new ArrayList<>(List.of(parts.split(" ")));
        if (this == RELATIONS) {
            all.addAll(SnapshotQuery.wished(options));
        }
        return SnapshotQuery.joined(major, all);
    }

    /** The statement that looks at the details of those relations alone that have been touched. */
    static String queryOfTouched(int major) {
        return SnapshotQuery.ofTouched(major, List.of((COLUMNS.parts + " " + KEYS.parts).split(" ")));
    }

    /**
     * Whether it may be another one once a script has run.
     *
     * @param seen of this share before, in the lines of {@link SnapshotQuery#joined}
     */
    boolean mayChange(String script, Collection<String> seen) {
        return (follows && !seen.isEmpty()) || words.matcher(script).find();
    }

    /**
     * Whether a script may do what its words do not say: it holds code, or there is code that it may set off.
     *
     * @param seen all that was there before it, share by share
     */
    static boolean mayDoAnything(String script, Collection<List<String>> seen) {
        Predicate<Predicate<String>> holds =
                lines -> seen.stream().flatMap(List::stream).anyMatch(lines);
        boolean setsOffExtension = QUERY.matcher(script).find() && holds.test(Share::isExtension);
        return setsOffExtension || CODE.matcher(script).find() || holds.test(Share::isCode);
    }

    private static boolean isCode(String line) {
        return ROUTINES.stream().anyMatch(kind -> line.startsWith(kind + SnapshotQuery.PART));
    }

    private static boolean isExtension(String line) {
        return line.startsWith(FactKind.EXTENSION.word() + SnapshotQuery.PART)
                && !line.contains(SnapshotQuery.PART + "plpgsql" + SnapshotQuery.PART);
    }
}
