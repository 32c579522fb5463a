package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.change.Types;
import dev.pgplaybook.sql.hazard.Rule;
import java.util.Set;

/** A key that runs out. */
final class S006 {

    private S006() {}

    static Rule rule() {
        return Rule.info("S006", "A key that runs out")
                .offByDefault()
                .detects("A primary key of type integer, smallint or serial.")
                .hurts("""
                        After two thousand million rows, failed INSERTs included, there is no number left, and the change to \
                        bigint writes the table anew.""")
                .safely("bigint")
                .bad("CREATE TABLE deposits (id serial PRIMARY KEY);")
                .good("CREATE TABLE deposits (id bigint PRIMARY KEY);")
                .on(
                        TableChange.Create.class,
                        (create, scene, found) -> create.columns().stream()
                                .filter(c -> Set.of("integer", "smallint", "serial", "smallserial", "serial4")
                                                .contains(Types.plain(c.type()))
                                        && Columns.isKey(create, c))
                                .forEach(c -> found.hazard(
                                        c.part(),
                                        create.table(),
                                        c.name() + " runs out of numbers",
                                        c.name() + " bigint")))
                .rule();
    }
}
