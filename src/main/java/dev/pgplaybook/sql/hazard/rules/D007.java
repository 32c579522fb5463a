package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Dropping a column drops what is built on it. */
final class D007 {

    private D007() {}

    static Rule rule() {
        return Rule.error("D007", "Dropping a column drops what is built on it")
                .detects("""
                        DROP COLUMN where an index over several columns, a constraint or a policy uses the column, by what \
                        earlier migrations or the target say.""")
                .hurts("""
                        PostgreSQL drops them along without a word: the unique key that kept duplicates out, or the index \
                        that a query needs.""")
                .safely("Say what is to become of each of them, by name, in the same migration.")
                .bad("""
                        CREATE TABLE seats (room int, place int, name text, CONSTRAINT seats_room_place_key UNIQUE (room, place));
                        ALTER TABLE seats DROP COLUMN place;""")
                .bad(Example.of("ALTER TABLE users DROP COLUMN tenant;")
                        .on(Facts.of(
                                17,
                                TableFacts.of("users", 60_000)
                                        .with(new Schema.Index(
                                                "users_tenant_email_idx",
                                                false,
                                                false,
                                                true,
                                                List.of("tenant", "email"),
                                                false)))))
                .good(Example.of("ALTER TABLE users DROP COLUMN tenant;")
                        .on(Facts.of(
                                17,
                                TableFacts.of("users", 60_000)
                                        .with(new Schema.Index(
                                                "users_email_idx", false, false, true, List.of("email"), false)))))
                .good(Example.of("ALTER TABLE users DROP COLUMN email;")
                        .on(Facts.of(
                                17,
                                TableFacts.of("users", 60_000)
                                        .with(new Schema.Index(
                                                "users_email_idx", false, false, true, List.of("email"), false)))))
                .on(
                        TableChange.DropColumn.class,
                        (drop, scene, found) -> scene.schema()
                                .table(drop.table())
                                .ifPresent(table -> {
                                    String column = Name.meant(drop.column());
                                    Set<String> taken = new LinkedHashSet<>();
                                    table.indexes().stream()
                                            .filter(index -> index.columns().size() > 1
                                                    && index.columns().contains(column))
                                            .forEach(index -> taken.add(index.name()));
                                    table.rules().stream()
                                            .filter(rule -> rule.columns().size() > 1
                                                    && rule.columns().contains(column))
                                            .forEach(rule -> taken.add(rule.name()));
                                    if (!taken.isEmpty()) {
                                        found.hazard(
                                                drop,
                                                drop.table(),
                                                Advice.listed(List.copyOf(taken)) + " goes with " + drop.column()
                                                        + ", without being named",
                                                "drop by name what is to go, and build anew what is to stay, in this migration");
                                    }
                                }))
                .rule();
    }
}
