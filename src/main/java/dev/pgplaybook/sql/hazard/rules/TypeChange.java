package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.change.Types;
import dev.pgplaybook.sql.hazard.Scene;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What a change of type does to the values that are there. */
enum TypeChange {
    /** They stay as they are on the disk. */
    KEEPS,
    REWRITES,
    /** The old type is not known, and decides. */
    UNKNOWN;

    private static final Set<String> FRACTIONS = Set.of(
            "timestamp without time zone",
            "timestamp with time zone",
            "time without time zone",
            "time with time zone",
            "interval");

    private static final Set<String> TEXTS = Set.of("character varying", "text");

    private static final Set<String> TIMES = Set.of("timestamp without time zone", "timestamp with time zone");

    static TypeChange of(TableChange.ChangeType change, Scene scene) {
        return of(scene.typeBefore(change), change, scene.inUtc());
    }

    /** @param utc whether the session's time zone is known to be UTC */
    static TypeChange of(Optional<String> old, TableChange.ChangeType change, boolean utc) {
        boolean converted =
                change.using().isPresent() && !isColumn(change.using().get(), change);
        if (converted) {
            return isTextOfText(old, change) ? KEEPS : REWRITES;
        }
        if (old.isEmpty()) {
            return UNKNOWN;
        }
        return keeps(old.get(), change.type(), utc) ? KEEPS : REWRITES;
    }

    /** {@code USING col}, with a cast to the new type or without, which is what happens anyway. */
    private static boolean isColumn(String using, TableChange.ChangeType change) {
        String plain = using.replaceAll("[()\\s]", "");
        int cast = plain.indexOf("::");
        String column = cast < 0 ? plain : plain.substring(0, cast);
        boolean toType = cast < 0
                || Types.plain(plain.substring(cast + 2))
                        .equals(Types.plain(change.type().replaceAll("[()\\s]", "")))
                || Name.isSame(plain.substring(cast + 2), change.type().replaceAll("\\s", ""));
        return Name.isSame(column, change.column()) && toType && plain.indexOf("::", cast + 2) < 0;
    }

    private static boolean isTextOfText(Optional<String> old, TableChange.ChangeType change) {
        return old.isPresent()
                && TEXTS.contains(Types.plain(old.get()))
                && Types.plain(change.type()).equals("text")
                && change.using().orElse("").replaceAll("[()\\s]", "").endsWith("::text")
                && !change.using().orElse("").contains(",");
    }

    private static boolean keeps(String from, String to, boolean utc) {
        String old = Types.plain(from);
        String fresh = Types.plain(to);
        if (TEXTS.contains(old) && fresh.equals("text")) {
            return true;
        }
        if (TEXTS.contains(old) && fresh.equals("character varying")) {
            OptionalInt length = Types.first(to);
            return length.isEmpty()
                    || (old.equals(fresh)
                            && Types.first(from).isPresent()
                            && Types.first(from).getAsInt() <= length.getAsInt());
        }
        if (old.equals("cidr") && fresh.equals("inet")) {
            return true;
        }
        if (!old.equals(fresh) && !(utc && TIMES.contains(old) && TIMES.contains(fresh))) {
            return false;
        }
        if (old.equals("numeric")) {
            return keepsNumeric(from, to);
        }
        if (FRACTIONS.contains(old) || old.equals("bit varying")) {
            return Types.first(to).isEmpty()
                    || (Types.first(from).isPresent()
                            && Types.first(from).getAsInt() <= Types.first(to).getAsInt());
        }
        return Types.first(from).equals(Types.first(to));
    }

    private static boolean keepsNumeric(String from, String to) {
        if (Types.first(to).isEmpty()) {
            return true;
        }
        boolean sameScale = Types.second(from).orElse(0) == Types.second(to).orElse(0);
        return Types.first(from).isPresent()
                && sameScale
                && Types.first(from).getAsInt() <= Types.first(to).getAsInt();
    }
}
