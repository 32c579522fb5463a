package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Found;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Scene;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.List;

/** CASCADE takes along what nobody has named. */
final class D006 {

    private D006() {}

    static Rule rule() {
        return Rule.error("D006", "CASCADE takes along what nobody has named")
                .detects("DROP … CASCADE. Where a target is at hand, what it would take is listed.")
                .hurts("""
                        Views, foreign keys, defaults and columns that depend on it are dropped as well, without being \
                        named.""")
                .safely("Drop what depends on it by name, in statements that people can read.")
                .bad("DROP TYPE mood CASCADE;")
                .bad(Example.of("DROP TABLE trades CASCADE;")
                        .on(Facts.of(17, TableFacts.of("trades", 60_000))
                                .withDependents("trades", "view daily_totals", "constraint fills_trade_fkey of fills")))
                .good("""
                        DROP VIEW daily_totals;
                        DROP TABLE trades;""")
                .on(ObjectChange.Drop.class, (drop, scene, found) -> {
                    boolean isNew =
                            drop.kind().equals("TABLE") && drop.names().stream().noneMatch(scene::isThere);
                    if (drop.cascade() && !isNew) {
                        List<String> taken = drop.names().stream()
                                .flatMap(name -> scene.facts().dependentsOf(name).stream())
                                .toList();
                        look(drop, "", taken, scene, found);
                    }
                })
                .on(TableChange.DropColumn.class, (drop, scene, found) -> {
                    if (drop.cascade() && scene.isThere(drop.table())) {
                        look(drop, drop.table(), scene.facts().dependentsOf(drop.table(), drop.column()), scene, found);
                    }
                })
                .on(TableChange.DropConstraint.class, (drop, scene, found) -> {
                    if (drop.cascade() && scene.isThere(drop.table())) {
                        look(drop, drop.table(), List.of(), scene, found);
                    }
                })
                .on(IndexChange.Drop.class, (drop, scene, found) -> {
                    if (drop.cascade()) {
                        look(drop, "", List.of(), scene, found);
                    }
                })
                .on(ObjectChange.Truncate.class, (truncate, scene, found) -> {
                    if (truncate.cascade() && truncate.tables().stream().anyMatch(scene::isThere)) {
                        look(
                                truncate,
                                truncate.tables().get(0),
                                truncate.tables().stream()
                                        .flatMap(name -> scene.facts().dependentsOf(name).stream())
                                        .toList(),
                                scene,
                                found);
                    }
                })
                .rule();
    }

    private static void look(Change change, String table, List<String> taken, Scene scene, Found found) {
        String which = !taken.isEmpty()
                ? "CASCADE would take " + Advice.listed(taken)
                : scene.facts().known()
                        ? "CASCADE takes whatever comes to depend on it until then; today nothing is known to"
                        : "CASCADE takes whatever depends on it; what that is, only the target can say";
        found.hazard(change, table, which, "leave CASCADE out, and drop what depends on it by name");
    }
}
