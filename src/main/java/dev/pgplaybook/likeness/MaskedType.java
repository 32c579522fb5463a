package dev.pgplaybook.likeness;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.likeness.Table.Column;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks as SQL, for the types that can take them. What is hashed is salted: who guesses a value cannot hold it against a sandbox. The
 * salt is made up by the target's own server for one session, and forgotten with it; no statement holds it.
 */
record MaskedType() {

    private static final String SETTING = "pgplaybook.salt";

    /** About as many random bits as the digest has that it goes into. */
    private static final String MAKING = "SELECT pg_catalog.set_config('" + SETTING
            + "', pg_catalog.gen_random_uuid()::text || pg_catalog.gen_random_uuid()::text, false) <> ''";

    private static final String SALT = "pg_catalog.current_setting('" + SETTING + "')";

    /** In hexadecimal digits of four bits each. */
    private static final int LENGTH = 32;

    /** Fewer could be equal for different values. */
    private static final int LEAST_UNIQUE = 16;

    private static final String DOMAIN = "@example.invalid";
    private static final Pattern TYPE = Pattern.compile("(.*?)(?:\\((\\d+)(?:,(\\d+))?\\))?");

    /** Makes the salt that the session's masks will use; a transaction that rolls back must not be the one that makes it. */
    static void makeSalt(Session session) {
        session.query(MAKING);
    }

    /** The expression in the place of {@code t.column}; empty where its type cannot hold the mask. */
    Optional<String> expression(Mask mask, Column column) {
        if (mask instanceof Mask.Nothing) {
            return Optional.of("NULL");
        }
        if (mask instanceof Mask.Fixed fixed) {
            return fits(fixed.text(), column) ? Optional.of(Identifiers.literal(fixed.text())) : Optional.empty();
        }
        return mask instanceof Mask.Email ? email(column) : hash(column);
    }

    private Optional<String> email(Column column) {
        int digits = Math.min(length(column), LENGTH + DOMAIN.length()) - DOMAIN.length();
        return isText(column) && digits >= LEAST_UNIQUE
                ? Optional.of("left(" + digest(column) + ", " + digits + ") || '" + DOMAIN + "'")
                : Optional.empty();
    }

    private Optional<String> hash(Column column) {
        if (isText(column)) {
            int digits = Math.min(length(column), LENGTH);
            return digits >= LEAST_UNIQUE || !column.unique()
                    ? Optional.of("left(" + digest(column) + ", " + digits + ")")
                    : Optional.empty();
        }
        return switch (name(column)) {
            case "uuid" -> Optional.of("left(" + digest(column) + ", 32)::uuid");
            case "bigint" -> Optional.of(bigint(column));
            case "numeric" -> length(column) == Integer.MAX_VALUE ? Optional.of(bigint(column)) : Optional.empty();
            case "integer" ->
                column.unique()
                        ? Optional.empty()
                        : Optional.of("('x' || left(" + digest(column) + ", 8))::bit(32)::integer & 2147483647");
            case "bytea" ->
                Optional.of("sha256(convert_to(" + SALT + ", 'UTF8') || t." + Identifiers.quote(column.name()) + ")");
            default -> Optional.empty();
        };
    }

    private String bigint(Column column) {
        return "('x' || left(" + digest(column) + ", 16))::bit(64)::bigint & 9223372036854775807";
    }

    private String digest(Column column) {
        return "encode(sha256(convert_to(" + SALT + " || t." + Identifiers.quote(column.name())
                + "::text, 'UTF8')), 'hex')";
    }

    private static boolean fits(String text, Column column) {
        return !isText(column) || text.codePointCount(0, text.length()) <= length(column);
    }

    private static boolean isText(Column column) {
        String name = name(column);
        return name.equals("text")
                || name.equals("character varying")
                || name.equals("character")
                || name.equals("citext")
                || name.endsWith(".citext");
    }

    private static String name(Column column) {
        return match(column).group(1);
    }

    /** What stands in parentheses behind the type's name. */
    private static int length(Column column) {
        String digits = match(column).group(2);
        return digits == null ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static Matcher match(Column column) {
        Matcher type = TYPE.matcher(column.base());
        if (!type.matches()) {
            throw new IllegalStateException("not a type: " + column.base());
        }
        return type;
    }
}
