package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Severity;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.Optional;

/** A change of type writes the table anew. */
final class L015 {

    private L015() {}

    static Rule rule() {
        return Rule.error("L015", "A change of type writes the table anew")
                .detects("""
                        ALTER COLUMN … TYPE where the old values cannot stay as they are. The old type is taken from the \
                        target or from earlier migrations; where neither knows it, that is said.""")
                .hurts("The table and all its indexes are written anew under an ACCESS EXCLUSIVE lock.")
                .safely("""
                        Add a column of the new type, keep both in step by a trigger, fill it in batches, and switch over. \
                        Wider varchar, text, wider numeric of the same scale, longer fractions of a second, and a timestamp that \
                        gains or loses its zone in a session whose TimeZone is UTC cost nothing.""")
                .versions("all")
                .bad(Example.of("ALTER TABLE trades ALTER COLUMN amount TYPE bigint;")
                        .on(Facts.of(17, TableFacts.of("trades", 60_000).column("amount", "integer"))))
                .bad("ALTER TABLE trades ALTER COLUMN amount TYPE numeric(12,2) USING amount::numeric;")
                .good(Example.of("ALTER TABLE trades ALTER COLUMN symbol TYPE varchar(20);")
                        .on(Facts.of(17, TableFacts.of("trades", 60_000).column("symbol", "character varying(10)"))))
                .good(Example.of("ALTER TABLE trades ALTER COLUMN symbol TYPE text;")
                        .on(Facts.of(17, TableFacts.of("trades", 60_000).column("symbol", "character varying(10)"))))
                .good(Example.of("""
                        SET timezone = 'UTC';
                        ALTER TABLE trades ALTER COLUMN opened TYPE timestamptz USING opened;""")
                        .on(Facts.of(
                                17, TableFacts.of("trades", 60_000).column("opened", "timestamp without time zone"))))
                .good(Example.of("ALTER TABLE trades ALTER COLUMN price TYPE numeric(14,2);")
                        .on(Facts.of(17, TableFacts.of("trades", 60_000).column("price", "numeric(10,2)"))))
                .on(TableChange.ChangeType.class, (change, scene, found) -> {
                    if (!scene.isThere(change.table())) {
                        return;
                    }
                    Optional<String> old = scene.typeBefore(change);
                    TypeChange kind = TypeChange.of(change, scene);
                    if (kind == TypeChange.REWRITES) {
                        found.hazard(
                                change,
                                change.table(),
                                old.map(type -> change.column() + " turns from " + type + " to " + change.type())
                                                .orElse(change.column() + " becomes " + change.type())
                                        + ": " + change.table()
                                        + " and its indexes are written anew while everybody waits",
                                instead(change));
                    } else if (kind == TypeChange.UNKNOWN) {
                        found.hazard(
                                Severity.WARNING,
                                change,
                                change.table(),
                                change.table() + " may be written anew while everybody waits: what type "
                                        + change.column() + " has now is not known here",
                                instead(change));
                    }
                })
                .rule();
    }

    private static String instead(TableChange.ChangeType change) {
        String fresh = Names.made(change.column(), "_new");
        return "ALTER TABLE " + change.table() + " ADD COLUMN " + fresh + " " + change.type() + ";\n"
                + "-- keep both in step by a trigger; in the next migration\n"
                + Advice.batches(
                        change.table(), fresh + " = " + change.using().orElse(change.column()), fresh + " IS NULL")
                + "\n-- in the one after: rename the columns, and drop the old one";
    }
}
