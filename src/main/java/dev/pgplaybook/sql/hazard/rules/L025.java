package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Found;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Scene;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.List;
import java.util.Optional;

/** Another table is locked as well. */
final class L025 {

    private L025() {}

    static Rule rule() {
        return Rule.warning("L025", "Another table is locked as well")
                .detects("""
                        A foreign key of a new table to one that was there before, and DROP TABLE of a table with foreign \
                        keys.""")
                .hurts("""
                        The other table is locked too: against writers for a new foreign key, against everybody for a \
                        dropped one.""")
                .safely("Have a lock_timeout; before a DROP TABLE, drop the foreign keys one by one.")
                .versions("all")
                .bad("CREATE TABLE deposits (id bigint, user_id bigint REFERENCES users (id));")
                .bad("""
                        CREATE TABLE deposits (id bigint, user_id bigint);
                        ALTER TABLE deposits ADD CONSTRAINT deposits_user_fkey FOREIGN KEY (user_id) REFERENCES users (id);""")
                .bad(Example.of("DROP TABLE deposits;")
                        .on(Facts.of(
                                17,
                                TableFacts.of("deposits", 500)
                                        .with(new Schema.Rule(
                                                "deposits_user_fkey",
                                                "FOREIGN KEY",
                                                List.of("user_id"),
                                                Optional.of("users"),
                                                "",
                                                true)),
                                TableFacts.of("users", 60_000))))
                .good("""
                        CREATE TABLE owners (id bigint PRIMARY KEY);
                        CREATE TABLE deposits (id bigint, owner_id bigint REFERENCES owners (id));""")
                .on(
                        TableChange.Create.class,
                        (create, scene, found) ->
                                create.allConstraints().forEach(key -> look(key, create.table(), scene, found)))
                .on(TableChange.AddConstraint.class, (add, scene, found) -> {
                    if (scene.schema().isNew(add.table())) {
                        look(add.constraint(), add.table(), scene, found);
                    }
                })
                .on(ObjectChange.Drop.class, (drop, scene, found) -> {
                    if (drop.kind().equals("TABLE")) {
                        drop.names().stream()
                                .filter(scene::isThere)
                                .forEach(name -> scene.schema().linkedBy(name).stream()
                                        .filter(scene::isThere)
                                        .forEach(other -> found.hazard(
                                                drop,
                                                other,
                                                "dropping " + name + " locks everybody out of " + other + " as well",
                                                "drop the foreign keys of " + name
                                                        + " first, each in a migration of its own")));
                    }
                })
                .rule();
    }

    private static void look(Constraint key, String table, Scene scene, Found found) {
        key.reference()
                .map(Constraint.Reference::table)
                .filter(scene::isThere)
                .ifPresent(other -> found.hazard(
                        key.part(),
                        other,
                        "the foreign key of the new table " + table + " locks writers of " + other
                                + " out for a moment",
                        "it is short: keep it under a lock_timeout, and behind it nothing long in the transaction"));
    }
}
