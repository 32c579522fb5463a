package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.Optional;

/** Old code may write what is not allowed any more. */
final class C005 {

    private C005() {}

    static Rule rule() {
        return Rule.warning("C005", "Old code may write what is not allowed any more")
                .detects("""
                        A CHECK on a table that was there before, even NOT VALID, and a shorter varchar.""")
                .hurts("New rows that break the rule are refused from the COMMIT on.")
                .safely("Release code that keeps the rule first.")
                .bad("ALTER TABLE trades ADD CONSTRAINT amount_positive CHECK (amount > 0) NOT VALID;")
                .bad(Example.of("ALTER TABLE users ALTER COLUMN name TYPE varchar(40);")
                        .on(Facts.of(17, TableFacts.of("users", 60_000).column("name", "character varying(80)"))))
                .good("""
                        ALTER TABLE trades ADD CONSTRAINT symbol_not_null CHECK (symbol IS NOT NULL) NOT VALID;
                        ALTER TABLE trades DROP CONSTRAINT symbol_not_null;""")
                .good(Example.of("ALTER TABLE users ALTER COLUMN name TYPE varchar(80);")
                        .on(Facts.of(17, TableFacts.of("users", 60_000).column("name", "character varying(40)"))))
                .atEnd((scene, found) -> scene.earlier(TableChange.AddConstraint.class)
                        .filter(add -> add.constraint().kind() == Constraint.Kind.CHECK && scene.isThere(add.table()))
                        .filter(add -> !scene.has(
                                TableChange.DropConstraint.class,
                                drop -> Name.isSame(drop.table(), add.table())
                                        && Name.isSame(
                                                drop.name(), add.constraint().nameOn(add.table()))))
                        .forEach(add -> found.hazard(
                                add,
                                add.table(),
                                "rows that break " + add.constraint().nameOn(add.table()) + " are refused from now on",
                                "release code that keeps it first")))
                .on(TableChange.ChangeType.class, (change, scene, found) -> {
                    Optional<String> old = scene.typeBefore(change);
                    if (scene.isThere(change.table())
                            && old.flatMap(type -> Narrowing.of(type, change.type()))
                                    .isPresent()) {
                        found.hazard(
                                change,
                                change.table(),
                                "values that fitted " + old.orElse("") + " are refused from now on",
                                "release code that writes no more than fits first");
                    }
                })
                .rule();
    }
}
