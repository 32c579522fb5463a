package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.change.Types;
import dev.pgplaybook.sql.hazard.Rule;
import java.util.Set;

/** varchar(n) where text would do. */
final class S004 {

    private S004() {}

    static Rule rule() {
        return Rule.info("S004", "varchar(n) where text would do")
                .offByDefault()
                .detects("A column of type varchar(n) or char(n).")
                .hurts("""
                        A longer limit is a migration later; char(n) pads with blanks that some operators see and others do \
                        not.""")
                .safely("text, with a CHECK where there is a limit.")
                .bad("CREATE TABLE deposits (hash varchar(64));")
                .good("CREATE TABLE deposits (hash text CHECK (length(hash) <= 64));")
                .on(
                        TableChange.class,
                        (change, scene, found) -> Columns.madeBy(change)
                                .filter(c ->
                                        Set.of("character varying", "character").contains(Types.plain(c.type()))
                                                && c.type().contains("("))
                                .forEach(c -> found.hazard(
                                        c.part(),
                                        change.table(),
                                        c.name() + " is bounded by its type",
                                        c.name() + " text")))
                .rule();
    }
}
