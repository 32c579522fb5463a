package dev.pgplaybook.lock;

import dev.pgplaybook.sql.RelationRole;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What servers did with one form of statement.
 *
 * @param variant what else it depends on, which the statement's words alone may not tell; empty for the plain case
 * @param locks the strongest lock on each relation that was there before
 * @param rewrites whose files were written anew
 * @param scans whose rows were all read
 */
public record LockFact(
        String form,
        String variant,
        Majors majors,
        Place place,
        Map<RelationRole, LockMode> locks,
        Set<RelationRole> rewrites,
        Set<RelationRole> scans) {

    /** Where the statement can be. */
    public enum Place {
        /** In a transaction, as in none. */
        ANYWHERE,
        /** Outside of transactions alone. */
        OUTSIDE,
        /** Nowhere: it is refused. */
        REFUSED;

        String words() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A line of the table. */
    static LockFact parse(String line) {
        List<String> columns = Arrays.asList(line.split("\t", -1));
        Map<RelationRole, LockMode> locks = new EnumMap<>(RelationRole.class);
        for (String lock : items(columns.get(4))) {
            int colon = lock.indexOf(": ");
            locks.put(RelationRole.of(lock.substring(0, colon)), LockMode.of(lock.substring(colon + 2)));
        }
        return new LockFact(
                columns.get(0),
                columns.get(1),
                Majors.parse(columns.get(2)),
                Place.valueOf(columns.get(3).toUpperCase(java.util.Locale.ROOT)),
                locks,
                roles(columns.get(5)),
                roles(columns.get(6)));
    }

    /** The line that {@link #parse} reads. */
    public String line() {
        return String.join(
                "\t", form, variant, majors.toString(), place.words(), shownLocks(), shown(rewrites), shown(scans));
    }

    /** Such as {@code table: SHARE, referenced: ROW SHARE}. */
    public String shownLocks() {
        return locks.entrySet().stream()
                .map(lock -> lock.getKey().words() + ": " + lock.getValue().words())
                .collect(Collectors.joining(", "));
    }

    public static String shown(Collection<RelationRole> roles) {
        return roles.stream().map(RelationRole::words).collect(Collectors.joining(", "));
    }

    private static Set<RelationRole> roles(String text) {
        Set<RelationRole> roles = EnumSet.noneOf(RelationRole.class);
        items(text).forEach(item -> roles.add(RelationRole.of(item)));
        return roles;
    }

    private static List<String> items(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(", ", -1));
    }
}
