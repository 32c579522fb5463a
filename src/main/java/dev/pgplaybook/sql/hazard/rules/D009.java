package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.Optional;
import java.util.regex.Pattern;

/** A change of type loses part of the values. */
final class D009 {

    private D009() {}

    static Rule rule() {
        return Rule.error("D009", "A change of type loses part of the values")
                .detects("""
                        A shorter varchar, fewer digits, a smaller integer, a time that loses its zone or its hour, and a \
                        USING that cuts or casts down.""")
                .hurts("What does not fit is cut off, rounded, or fails the migration.")
                .safely("Ask first which rows hold more than fits.")
                .bad(Example.of("ALTER TABLE trades ALTER COLUMN at TYPE date;")
                        .on(Facts.of(17, TableFacts.of("trades", 60_000).column("at", "timestamp with time zone"))))
                .bad(Example.of("ALTER TABLE users ALTER COLUMN name TYPE varchar(20);")
                        .on(Facts.of(17, TableFacts.of("users", 60_000).column("name", "text"))))
                .bad("ALTER TABLE users ALTER COLUMN name TYPE varchar(20) USING left(name, 20);")
                .good(Example.of("ALTER TABLE users ALTER COLUMN name TYPE text;")
                        .on(Facts.of(17, TableFacts.of("users", 60_000).column("name", "character varying(20)"))))
                .good(Example.of("ALTER TABLE users ALTER COLUMN age TYPE bigint;")
                        .on(Facts.of(17, TableFacts.of("users", 60_000).column("age", "integer"))))
                .on(TableChange.ChangeType.class, (change, scene, found) -> {
                    if (!scene.isThere(change.table())) {
                        return;
                    }
                    Optional<String> old = scene.typeBefore(change);
                    boolean cuts = change.using()
                            .filter(using -> CUTS.matcher(using).find())
                            .isPresent();
                    Optional<String> loss = old.flatMap(type -> Narrowing.of(type, change.type()));
                    if (cuts || loss.isPresent()) {
                        String why = loss.orElse("the USING cuts values off");
                        found.hazard(
                                change,
                                change.table(),
                                change.column() + " becomes " + change.type() + ": " + why,
                                "ask first: SELECT count(*) FROM " + change.table() + " WHERE "
                                        + Narrowing.question(change) + ";");
                    }
                })
                .rule();
    }

    private static final Pattern CUTS =
            Pattern.compile("(?i)\\b(left|substring|substr|trunc|round|floor|date_trunc|split_part)\\s*\\(");
}
