package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.hazard.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A function's arguments change under running code. */
final class C008 {

    private C008() {}

    static Rule rule() {
        return Rule.warning("C008", "A function's arguments change under running code")
                .detects(
                        "DROP FUNCTION and CREATE FUNCTION of one name in one file, unless both have arguments of the same types.")
                .hurts("""
                        Calls with the old arguments fail from the COMMIT on; grants and what depends on it are lost.""")
                .safely("Make the new one beside the old, which may call it, and drop that later.")
                .bad("""
                        DROP FUNCTION price(int);
                        CREATE FUNCTION price(bigint) RETURNS numeric LANGUAGE sql AS $$ SELECT 1.0 $$;""")
                .good("""
                        DROP FUNCTION price(int, at timestamp with time zone);
                        CREATE FUNCTION price(id int, at timestamp with time zone) RETURNS numeric LANGUAGE sql AS $$ SELECT 1.0 $$;""")
                .good("CREATE OR REPLACE FUNCTION price(id int) RETURNS numeric LANGUAGE sql AS $$ SELECT 1.0 $$;")
                .on(
                        ObjectChange.CreateRoutine.class,
                        (made, scene, found) -> scene.earlier(ObjectChange.Drop.class)
                                .filter(drop -> ROUTINES.contains(drop.kind())
                                        && drop.names().stream().anyMatch(name -> Name.isSame(name, made.name()))
                                        && !isSame(drop, made))
                                .findFirst()
                                .ifPresent(drop -> found.hazard(
                                        made,
                                        "",
                                        "calls of " + made.name() + " with the old arguments fail from now on",
                                        "leave the old one, make this one beside it, and drop the old one later")))
                .rule();
    }

    private static boolean isSame(ObjectChange.Drop drop, ObjectChange.CreateRoutine made) {
        Matcher list = ARGUMENTS.matcher(drop.part().text());
        if (drop.names().size() != 1 || !list.find()) {
            return false;
        }
        List<String> before = list.group(1).isBlank()
                ? List.of()
                : Arrays.stream(list.group(1).split(",")).map(C008::plain).toList();
        List<String> after = made.arguments().stream().map(C008::plain).toList();
        return before.size() == after.size()
                && IntStream.range(0, after.size()).allMatch(i -> isSame(before.get(i), after.get(i)));
    }

    /** A name before the type says nothing. */
    private static boolean isSame(String one, String other) {
        return one.equals(other) || one.endsWith(" " + other) || other.endsWith(" " + one);
    }

    private static String plain(String argument) {
        return argument.toLowerCase(Locale.ROOT)
                .replaceAll("(?s)(\\bdefault\\b|=).*", "")
                .strip()
                .replaceAll("\\s+", " ");
    }

    private static final Pattern ARGUMENTS = Pattern.compile("\\(([^()]*)\\)");

    private static final Set<String> ROUTINES = Set.of("FUNCTION", "PROCEDURE", "ROUTINE");
}
