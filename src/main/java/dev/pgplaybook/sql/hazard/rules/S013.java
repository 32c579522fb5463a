package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.hazard.Rule;

/** A function with its owner's rights goes by its caller's search_path. */
final class S013 {

    private S013() {}

    static Rule rule() {
        return Rule.warning("S013", "A function with its owner's rights goes by its caller's search_path")
                .offByDefault()
                .detects("SECURITY DEFINER without SET search_path.")
                .hurts("""
                        Whoever calls it decides which tables and operators its names mean, and acts with its owner's \
                        rights.""")
                .safely("SET search_path = pg_catalog, pg_temp, and schemas written out.")
                .bad(
                        "CREATE FUNCTION promote() RETURNS void LANGUAGE sql SECURITY DEFINER AS $$ UPDATE users SET role = 'ADMIN' $$;")
                .good(
                        "CREATE FUNCTION promote() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ UPDATE public.users SET role = 'ADMIN' $$;")
                .on(ObjectChange.CreateRoutine.class, (made, scene, found) -> {
                    if (made.definer() && !made.ownSearchPath()) {
                        found.hazard(
                                made,
                                "",
                                "who calls " + made.name() + " decides what its names mean",
                                "SET search_path = pg_catalog, pg_temp");
                    }
                })
                .rule();
    }
}
