package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Found;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Scene;

/** A trigger is made, dropped or switched on a table in use. */
final class L021 {

    private L021() {}

    static Rule rule() {
        return Rule.warning("L021", "A trigger is made, dropped or switched on a table in use")
                .detects("""
                        CREATE TRIGGER, DROP TRIGGER, ENABLE and DISABLE TRIGGER on a table that was there before.""")
                .hurts("""
                        It waits for every writer that is at work, and those who come later wait behind it. While a trigger \
                        is disabled, what it keeps (foreign keys and audits among it) is not kept.""")
                .safely("Have a lock_timeout, try again, and never leave a trigger disabled.")
                .versions("all")
                .bad("ALTER TABLE trades DISABLE TRIGGER ALL;")
                .bad("CREATE TRIGGER audit AFTER INSERT ON trades FOR EACH ROW EXECUTE FUNCTION audit();")
                .good("""
                        CREATE TABLE deposits (id bigint);
                        CREATE TRIGGER audit AFTER INSERT ON deposits FOR EACH ROW EXECUTE FUNCTION audit();""")
                .on(
                        TableChange.CreateTrigger.class,
                        (change, scene, found) ->
                                look(change, "the trigger " + change.trigger() + " is made", scene, found))
                .on(
                        TableChange.DropTrigger.class,
                        (change, scene, found) ->
                                look(change, "the trigger " + change.trigger() + " is dropped", scene, found))
                .on(
                        TableChange.SwitchTrigger.class,
                        (change, scene, found) -> look(
                                change,
                                "the trigger " + change.trigger() + " is " + (change.on() ? "enabled" : "disabled"),
                                scene,
                                found))
                .rule();
    }

    private static void look(TableChange change, String what, Scene scene, Found found) {
        if (scene.isThere(change.table())) {
            String lock = change instanceof TableChange.DropTrigger ? "readers and writers" : "writers";
            found.hazard(
                    change,
                    change.table(),
                    what + ", which locks out " + lock + " of " + change.table(),
                    "keep it short: alone in a migration, under a lock_timeout");
        }
    }
}
