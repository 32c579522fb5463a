package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.TableFacts;

/** One table is read several times where once would do. */
final class L026 {

    private L026() {}

    static Rule rule() {
        return Rule.warning("L026", "One table is read several times where once would do")
                .detects("""
                        Several ALTER TABLE statements on one table in one transaction, each of which reads or writes all \
                        its rows in the one pass that an ALTER TABLE makes. A foreign key or an index has a pass of its own \
                        anyway.""")
                .hurts("Under the lock of the first, the table is read again and again.")
                .safely("Write the actions into one ALTER TABLE: PostgreSQL does them in one pass.")
                .versions("all")
                .bad("""
                        ALTER TABLE trades ALTER COLUMN symbol SET NOT NULL;
                        ALTER TABLE trades ALTER COLUMN amount SET NOT NULL;""")
                .good(Example.of("""
                        ALTER TABLE trades ALTER COLUMN symbol TYPE varchar(20);
                        ALTER TABLE trades ALTER COLUMN note TYPE text;""")
                        .on(Facts.of(
                                17,
                                TableFacts.of("trades", 60_000)
                                        .column("symbol", "character varying(10)")
                                        .column("note", "character varying(80)"))))
                .good("ALTER TABLE trades ALTER COLUMN symbol SET NOT NULL, ALTER COLUMN amount SET NOT NULL;")
                .good("""
                        ALTER TABLE trades ALTER COLUMN symbol SET NOT NULL;
                        ALTER TABLE users ALTER COLUMN name SET NOT NULL;""")
                .on(TableChange.class, (change, scene, found) -> {
                    if (!Scans.inOnePass(change, scene) || !scene.isThere(change.table())) {
                        return;
                    }
                    scene.inThisTransaction()
                            .filter(seen -> seen.change() instanceof TableChange other
                                    && Scans.inOnePass(other, scene)
                                    && Name.isSame(other.table(), change.table())
                                    && seen.change().part().statement().start()
                                            != change.part().statement().start())
                            .reduce((first, second) -> second)
                            .ifPresent(seen -> found.hazard(
                                    change,
                                    change.table(),
                                    "all rows of " + change.table() + " are read once more, as at line "
                                            + seen.change().part().location().line(),
                                    "write both actions into one ALTER TABLE " + change.table()));
                })
                .rule();
    }
}
