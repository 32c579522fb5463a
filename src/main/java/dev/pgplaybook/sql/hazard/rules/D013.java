package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.List;

/** What replication or a constraint rests on is dropped. */
final class D013 {

    private D013() {}

    static Rule rule() {
        return Rule.error("D013", "What replication or a constraint rests on is dropped")
                .detects("""
                        DROP of a primary key, of the index that is a table's replica identity, and of an index that a \
                        constraint keeps, by what earlier migrations or the target say.""")
                .hurts("""
                        Logical replication refuses UPDATE and DELETE on the table, or PostgreSQL refuses the drop.""")
                .safely("Set another REPLICA IDENTITY first; drop a constraint by its own name.")
                .bad("""
                        CREATE TABLE seats (id int, CONSTRAINT seats_pkey PRIMARY KEY (id));
                        ALTER TABLE seats DROP CONSTRAINT seats_pkey;""")
                .bad(Example.of("DROP INDEX CONCURRENTLY trades_ref_idx;")
                        .on(Facts.of(
                                17,
                                TableFacts.of("trades", 60_000)
                                        .with(new Schema.Index(
                                                "trades_ref_idx", true, false, true, List.of("ref"), false))
                                        .identifiedBy("trades_ref_idx"))))
                .good(Example.of("DROP INDEX CONCURRENTLY trades_ref_idx;")
                        .on(Facts.of(
                                17,
                                TableFacts.of("trades", 60_000)
                                        .with(new Schema.Index(
                                                "trades_ref_idx", true, false, true, List.of("ref"), false)))))
                .good("""
                        CREATE TABLE seats (id int, place int, CONSTRAINT seats_pkey PRIMARY KEY (id));
                        ALTER TABLE seats DROP CONSTRAINT seats_pkey, ADD CONSTRAINT seats_pkey PRIMARY KEY (place);""")
                .on(
                        IndexChange.Drop.class,
                        (drop, scene, found) -> drop.names()
                                .forEach(name -> scene.schema()
                                        .tableOfIndex(name)
                                        .ifPresent(table -> {
                                            if (table.replicaIdentity()
                                                    .filter(index -> Name.isSame(index, name))
                                                    .isPresent()) {
                                                found.hazard(
                                                        drop,
                                                        table.name(),
                                                        name + " is the replica identity of " + table.name()
                                                                + ": without it UPDATE and DELETE are refused where the table is published",
                                                        "ALTER TABLE " + table.name()
                                                                + " REPLICA IDENTITY DEFAULT; before it");
                                            } else if (scene.schema()
                                                    .constraint(table.name(), name)
                                                    .isPresent()) {
                                                found.hazard(
                                                        drop,
                                                        table.name(),
                                                        name + " belongs to a constraint of " + table.name()
                                                                + ", and PostgreSQL refuses to drop it alone",
                                                        "ALTER TABLE " + table.name() + " DROP CONSTRAINT " + name
                                                                + ";");
                                            }
                                        })))
                .atEnd((scene, found) -> scene.earlier(TableChange.DropConstraint.class)
                        .filter(drop -> scene.dropped(drop)
                                .filter(rule -> rule.kind().equals("PRIMARY KEY"))
                                .isPresent())
                        .filter(drop -> !scene.has(
                                TableChange.AddConstraint.class,
                                add -> Name.isSame(add.table(), drop.table())
                                        && add.constraint().kind() == Constraint.Kind.PRIMARY_KEY))
                        .filter(drop -> !scene.has(
                                ObjectChange.Drop.class,
                                gone -> gone.names().stream().anyMatch(name -> Name.isSame(name, drop.table()))))
                        .forEach(drop -> found.hazard(
                                drop,
                                drop.table(),
                                drop.table()
                                        + " has no primary key behind it: where the table is published, UPDATE and DELETE are refused",
                                "add the new key in the same migration")))
                .rule();
    }
}
