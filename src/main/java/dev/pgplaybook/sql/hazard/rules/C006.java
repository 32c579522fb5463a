package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.change.Types;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.Optional;
import java.util.Set;

/** A column's type changes under running code. */
final class C006 {

    private C006() {}

    static Rule rule() {
        return Rule.warning("C006", "A column's type changes under running code")
                .detects("ALTER COLUMN … TYPE to another kind of value (a wider varchar or text is none).")
                .hurts("""
                        Code reads another type than it expects: numbers that come as texts, times with a zone that had \
                        none.""")
                .safely("Expand and contract: a new column of the new type, and code that moves over.")
                .bad(Example.of("ALTER TABLE trades ALTER COLUMN amount TYPE numeric(12,2);")
                        .on(Facts.of(17, TableFacts.of("trades", 60_000).column("amount", "integer"))))
                .good(Example.of("ALTER TABLE trades ALTER COLUMN symbol TYPE text;")
                        .on(Facts.of(17, TableFacts.of("trades", 60_000).column("symbol", "character varying(10)"))))
                .good(Example.of("ALTER TABLE trades ALTER COLUMN amount TYPE integer;")
                        .on(Facts.of(17, TableFacts.of("trades", 60_000).column("amount", "integer"))))
                .on(TableChange.ChangeType.class, (change, scene, found) -> {
                    Optional<String> old = scene.schema()
                            .column(change.table(), change.column())
                            .map(Schema.Column::type);
                    if (!scene.isThere(change.table()) || old.isEmpty()) {
                        return;
                    }
                    String from = Types.plain(old.get())
                            .replace("bigserial", "bigint")
                            .replace("serial", "integer");
                    String to = Types.plain(change.type());
                    boolean texts = TEXTS.contains(from) && TEXTS.contains(to);
                    if (!from.equals(to) && !texts && !change.type().endsWith("_new\"")) {
                        found.hazard(
                                change,
                                change.table(),
                                "code that reads " + change.column() + " meets " + change.type() + " instead of "
                                        + from,
                                "add a column of the new type, and let code move over");
                    }
                })
                .rule();
    }

    private static final Set<String> TEXTS = Set.of("text", "character varying", "character");
}
