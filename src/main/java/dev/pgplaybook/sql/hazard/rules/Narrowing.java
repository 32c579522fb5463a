package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.change.Types;
import java.util.List;
import java.util.Optional;

/** Whether a change of type can lose, or refuse, what a value of the old type holds. */
final class Narrowing {

    private static final List<String> WHOLE = List.of("smallint", "integer", "bigint");

    private static final List<String> TEXTS = List.of("character", "character varying", "text");

    private Narrowing() {}

    /** What is lost, in words. */
    static Optional<String> of(String from, String to) {
        String old = Types.plain(from);
        String fresh = Types.plain(to);
        if (TEXTS.contains(old) && TEXTS.contains(fresh) && !fresh.equals("text")) {
            int most = Types.first(to).orElse(fresh.equals("character") ? 1 : Integer.MAX_VALUE);
            int now = Types.first(from).orElse(Integer.MAX_VALUE);
            return most < now ? Optional.of("a longer text fails, or is cut") : Optional.empty();
        }
        if (WHOLE.contains(old) && WHOLE.indexOf(fresh) >= 0) {
            return WHOLE.indexOf(fresh) < WHOLE.indexOf(old) ? Optional.of("a larger number fails") : Optional.empty();
        }
        boolean fractional = old.equals("numeric") || old.equals("double precision") || old.equals("real");
        if (fractional && WHOLE.contains(fresh)) {
            return Optional.of("fractions are rounded");
        }
        if (old.equals("numeric") && fresh.equals("numeric")) {
            boolean fewer = Types.second(to).isPresent()
                    && Types.second(to).getAsInt() < Types.second(from).orElse(Integer.MAX_VALUE);
            return fewer ? Optional.of("digits behind the point are rounded") : Optional.empty();
        }
        if ((old.equals("double precision") || old.equals("numeric")) && fresh.equals("real")) {
            return Optional.of("digits are lost");
        }
        return ofTime(old, fresh, from, to);
    }

    private static Optional<String> ofTime(String old, String fresh, String from, String to) {
        if (old.startsWith("timestamp") && fresh.equals("date")) {
            return Optional.of("the time of day is lost");
        }
        if (old.equals("timestamp with time zone") && fresh.equals("timestamp without time zone")) {
            return Optional.of("the zone is lost, and the session's TimeZone decides the hour");
        }
        boolean coarser = old.equals(fresh)
                && old.startsWith("timestamp")
                && Types.first(to).orElse(6) < Types.first(from).orElse(6);
        return coarser ? Optional.of("fractions of a second are rounded") : Optional.empty();
    }

    /** A condition that rows which do not fit meet, as far as the type tells. */
    static String question(TableChange.ChangeType change) {
        return Types.first(change.type()).isPresent() && TEXTS.contains(Types.plain(change.type()))
                ? "length(" + change.column() + ") > "
                        + Types.first(change.type()).getAsInt()
                : change.column() + " IS DISTINCT FROM "
                        + change.using().orElse(change.column() + "::" + change.type());
    }

    /** Whether no value can fail to be converted. */
    static boolean takesAll(Optional<String> old, String to) {
        String fresh = Types.plain(to);
        if (fresh.equals("text")
                || (fresh.equals("character varying") && Types.first(to).isEmpty())) {
            return true;
        }
        if (old.isEmpty()) {
            return false;
        }
        String plain = Types.plain(old.get());
        boolean same = plain.equals(fresh) && of(old.get(), to).isEmpty() && !fresh.equals("numeric");
        boolean wider = WHOLE.contains(plain) && WHOLE.indexOf(fresh) >= WHOLE.indexOf(plain);
        boolean toFloat = (WHOLE.contains(plain) || plain.equals("real") || plain.equals("numeric"))
                && fresh.equals("double precision");
        boolean toNumeric = fresh.equals("numeric")
                && (Types.first(to).isEmpty() || (plain.equals("numeric") && fits(old.get(), to)));
        boolean ofTime = plain.startsWith("timestamp") && (fresh.startsWith("timestamp") || fresh.equals("date"));
        boolean number = WHOLE.contains(plain)
                || plain.equals("numeric")
                || plain.equals("real")
                || plain.equals("double precision");
        return same || wider || toFloat || (toNumeric && number) || ofTime || isJson(plain, fresh);
    }

    private static boolean isJson(String old, String fresh) {
        return old.equals("jsonb") && fresh.equals("json");
    }

    private static boolean fits(String from, String to) {
        int whole = Types.first(from).orElse(1000) - Types.second(from).orElse(0);
        return Types.first(to).orElse(1000) - Types.second(to).orElse(0) >= whole;
    }
}
