package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;

/** Row security changes on a table in use. */
final class L023 {

    private L023() {}

    static Rule rule() {
        return Rule.warning("L023", "Row security changes on a table in use")
                .detects("""
                        ENABLE or FORCE ROW LEVEL SECURITY, and CREATE, ALTER or DROP POLICY, on a table that was there \
                        before.""")
                .hurts("""
                        Each takes an ACCESS EXCLUSIVE lock. Without a policy, row security hides every row from everybody \
                        but the owner.""")
                .safely("Make the policies first, then enable row security, under a lock_timeout.")
                .versions("all")
                .bad("ALTER TABLE trades ENABLE ROW LEVEL SECURITY;")
                .bad("CREATE POLICY own ON trades USING (user_id = current_user);")
                .good("""
                        CREATE TABLE deposits (id bigint);
                        ALTER TABLE deposits ENABLE ROW LEVEL SECURITY;""")
                .on(TableChange.RowSecurity.class, (change, scene, found) -> {
                    if (!scene.isThere(change.table())) {
                        return;
                    }
                    boolean enables = change.words().startsWith("ENABLE");
                    boolean hasPolicy =
                            scene.has(TableChange.Policy.class, p -> Name.isSame(p.table(), change.table()));
                    String hides = enables && !hasPolicy ? "; without a policy it hides every row" : "";
                    found.hazard(
                            change,
                            change.table(),
                            change.words() + " locks everybody out of " + change.table() + " for a moment" + hides,
                            "make the policies first, then enable it");
                })
                .on(TableChange.Policy.class, (change, scene, found) -> {
                    if (scene.isThere(change.table())) {
                        found.hazard(
                                change,
                                change.table(),
                                change.verb() + " locks everybody out of " + change.table()
                                        + " for a moment, and changes who sees which rows",
                                "do it under a lock_timeout, before row security is enabled");
                    }
                })
                .rule();
    }
}
