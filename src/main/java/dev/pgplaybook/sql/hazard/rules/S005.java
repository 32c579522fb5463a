package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.change.Types;
import dev.pgplaybook.sql.hazard.Rule;

/** A time without a zone. */
final class S005 {

    private S005() {}

    static Rule rule() {
        return Rule.info("S005", "A time without a zone")
                .offByDefault()
                .detects("A column of type timestamp without time zone.")
                .hurts("""
                        Whose clock it is, nothing says; the session's zone decides as soon as it is compared with now().""")
                .safely("timestamptz")
                .bad("CREATE TABLE deposits (at timestamp(3));")
                .good("CREATE TABLE deposits (at timestamptz(3));")
                .good("CREATE TABLE deposits (at timestamp(3) with time zone);")
                .on(
                        TableChange.class,
                        (change, scene, found) -> Columns.madeBy(change)
                                .filter(c -> Types.plain(c.type()).equals("timestamp without time zone"))
                                .forEach(c -> found.hazard(
                                        c.part(),
                                        change.table(),
                                        c.name() + " does not say whose clock it is",
                                        c.name() + " timestamptz")))
                .rule();
    }
}
