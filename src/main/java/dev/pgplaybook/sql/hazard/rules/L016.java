package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.Words;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.List;
import java.util.Optional;

/** A change of type builds indexes or tries CHECKs again. */
final class L016 {

    private L016() {}

    static Rule rule() {
        return Rule.warning("L016", "A change of type builds indexes or tries CHECKs again")
                .detects("""
                        ALTER COLUMN … TYPE that keeps the values but changes the collation, or touches a column with a \
                        CHECK.""")
                .hurts("""
                        Indexes over the column are built again, and CHECKs are tried on all rows, under an ACCESS EXCLUSIVE \
                        lock.""")
                .safely("""
                        Drop the CHECK or index first and add it again afterwards, NOT VALID or CONCURRENTLY.""")
                .versions("all")
                .bad(Example.of("""
                        ALTER TABLE users ALTER COLUMN email TYPE text COLLATE "C";""")
                        .on(Facts.of(17, TableFacts.of("users", 60_000).column("email", "text"))))
                .bad(Example.of("ALTER TABLE users ALTER COLUMN email TYPE varchar(200);")
                        .on(Facts.of(
                                17,
                                TableFacts.of("users", 60_000)
                                        .column("email", "character varying(80)")
                                        .with(new Schema.Rule(
                                                "email_check",
                                                "CHECK",
                                                List.of("email"),
                                                Optional.empty(),
                                                "length(email) > 3",
                                                true)))))
                .good(Example.of("ALTER TABLE users ALTER COLUMN email TYPE varchar(200);")
                        .on(Facts.of(17, TableFacts.of("users", 60_000).column("email", "character varying(80)"))))
                .on(TableChange.ChangeType.class, (change, scene, found) -> {
                    if (!scene.isThere(change.table()) || TypeChange.of(change, scene) != TypeChange.KEEPS) {
                        return;
                    }
                    String column = Name.meant(change.column());
                    List<String> checks = scene.schema().table(change.table()).stream()
                            .flatMap(t -> t.rules().stream())
                            .filter(rule -> rule.kind().equals("CHECK")
                                    && Words.of(rule.condition()).list().stream()
                                            .anyMatch(w -> Name.meant(w.text()).equals(column)))
                            .map(Schema.Rule::name)
                            .toList();
                    if (change.collation().isPresent()) {
                        found.hazard(
                                change,
                                change.table(),
                                "another collation: indexes over " + change.column()
                                        + " are built again while everybody waits",
                                "drop the indexes over " + change.column()
                                        + " first, and build them CONCURRENTLY afterwards");
                    } else if (!checks.isEmpty()) {
                        found.hazard(
                                change,
                                change.table(),
                                Advice.listed(checks) + " is tried on all rows of " + change.table()
                                        + " again while everybody waits",
                                "drop it first, and add it NOT VALID afterwards");
                    }
                })
                .rule();
    }
}
