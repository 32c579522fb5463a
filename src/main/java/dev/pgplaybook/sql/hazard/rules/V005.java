package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Severity;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.Optional;

/** A value may not fit the new type. */
final class V005 {

    private V005() {}

    static Rule rule() {
        return Rule.warning("V005", "A value may not fit the new type")
                .detects("""
                        ALTER COLUMN … TYPE to a type that does not take every value of the old one, or where the old one is \
                        not known.""")
                .hurts("The migration fails at the first value that cannot be converted.")
                .safely("Try the conversion on all rows first.")
                .bad("ALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer;")
                .good("ALTER TABLE users ALTER COLUMN age TYPE text;")
                .good(Example.of("ALTER TABLE users ALTER COLUMN age TYPE bigint;")
                        .on(Facts.of(17, TableFacts.of("users", 60_000).column("age", "integer"))))
                .on(TableChange.ChangeType.class, (change, scene, found) -> {
                    Optional<String> old = scene.typeBefore(change);
                    if (scene.isThere(change.table()) && !Narrowing.takesAll(old, change.type())) {
                        String value = change.using().orElse(change.column());
                        found.precheck(
                                Severity.WARNING,
                                change.part(),
                                change.table(),
                                "it fails where a value of " + change.column() + " does not fit " + change.type(),
                                "SELECT count(CAST((" + value + ") AS " + change.type() + ")) FROM " + change.table());
                    }
                })
                .rule();
    }
}
