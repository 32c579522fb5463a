package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.hazard.Rule;
import java.util.Set;

/** A function's arguments change under running code. */
final class C008 {

    private C008() {}

    static Rule rule() {
        return Rule.warning("C008", "A function's arguments change under running code")
                .detects("DROP FUNCTION and CREATE FUNCTION of one name in one file.")
                .hurts("""
                        Calls with the old arguments fail from the COMMIT on; grants and what depends on it are lost.""")
                .safely("Make the new one beside the old, which may call it, and drop that later.")
                .bad("""
                        DROP FUNCTION price(int);
                        CREATE FUNCTION price(bigint) RETURNS numeric LANGUAGE sql AS $$ SELECT 1.0 $$;""")
                .good("CREATE OR REPLACE FUNCTION price(id int) RETURNS numeric LANGUAGE sql AS $$ SELECT 1.0 $$;")
                .on(
                        ObjectChange.CreateRoutine.class,
                        (made, scene, found) -> scene.earlier(ObjectChange.Drop.class)
                                .filter(drop -> ROUTINES.contains(drop.kind())
                                        && drop.names().stream().anyMatch(name -> Name.isSame(name, made.name())))
                                .findFirst()
                                .ifPresent(drop -> found.hazard(
                                        made,
                                        "",
                                        "calls of " + made.name() + " with the old arguments fail from now on",
                                        "leave the old one, make this one beside it, and drop the old one later")))
                .rule();
    }

    private static final Set<String> ROUTINES = Set.of("FUNCTION", "PROCEDURE", "ROUTINE");
}
