package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Found;
import dev.pgplaybook.sql.hazard.Rule;

/** A foreign key does not say what a DELETE does. */
final class S011 {

    private S011() {}

    static Rule rule() {
        return Rule.warning("S011", "A foreign key does not say what a DELETE does")
                .offByDefault()
                .detects("A foreign key without ON DELETE.")
                .hurts("A DELETE in the other table fails, which somebody may not have meant.")
                .safely("ON DELETE with what is meant, be it RESTRICT.")
                .bad("CREATE TABLE deposits (user_id bigint REFERENCES users (id));")
                .good("CREATE TABLE deposits (user_id bigint REFERENCES users (id) ON DELETE CASCADE);")
                .on(
                        TableChange.Create.class,
                        (create, scene, found) ->
                                create.allConstraints().forEach(key -> look(key, create.table(), found)))
                .on(TableChange.AddConstraint.class, (add, scene, found) -> look(add.constraint(), add.table(), found))
                .rule();
    }

    private static void look(Constraint key, String table, Found found) {
        key.reference()
                .filter(reference -> reference.onDelete().isEmpty())
                .ifPresent(reference -> found.hazard(
                        key.part(),
                        table,
                        "a DELETE in " + reference.table() + " fails where a row refers to it",
                        key.part().text() + " ON DELETE RESTRICT"));
    }
}
