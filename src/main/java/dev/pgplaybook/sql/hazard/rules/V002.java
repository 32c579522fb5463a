package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Severity;
import dev.pgplaybook.sql.hazard.TableFacts;

/** NOT NULL may meet a NULL. */
final class V002 {

    private V002() {}

    static Rule rule() {
        return Rule.warning("V002", "NOT NULL may meet a NULL")
                .detects("""
                        ADD COLUMN … NOT NULL without a default, which fails on any row (an error), and SET NOT NULL without \
                        an UPDATE before it that fills the column.""")
                .hurts("The migration fails.")
                .safely("Add the column as it may be NULL, fill it, and only then say NOT NULL.")
                .bad("ALTER TABLE trades ADD COLUMN direction text NOT NULL;")
                .bad("ALTER TABLE trades ALTER COLUMN symbol SET NOT NULL;")
                .good("ALTER TABLE trades ADD COLUMN direction text NOT NULL DEFAULT 'UP';")
                .good("""
                        UPDATE trades SET symbol = '' WHERE symbol IS NULL;
                        ALTER TABLE trades ALTER COLUMN symbol SET NOT NULL;""")
                .good(Example.of("ALTER TABLE trades ADD COLUMN direction text NOT NULL;")
                        .on(Facts.of(17, TableFacts.of("trades", 0))))
                .on(TableChange.AddColumn.class, (add, scene, found) -> {
                    boolean required = add.column().notNull() || add.column().has(Constraint.Kind.PRIMARY_KEY);
                    if (required
                            && add.column().startsEmpty()
                            && scene.isThere(add.table())
                            && !scene.schema().isConstrainedDomain(add.column().type())) {
                        found.precheck(
                                Severity.ERROR,
                                add.part(),
                                add.table(),
                                add.column().name() + " is NULL in every row of " + add.table() + ", and may not be",
                                "SELECT count(*) FROM " + add.table());
                    }
                })
                .on(TableChange.ChangeNullability.class, (change, scene, found) -> {
                    boolean asks = change.notNull() && scene.isThere(change.table());
                    boolean known = scene.schema()
                                    .column(change.table(), change.column())
                                    .filter(c -> c.notNull()
                                            || (c.madeIn() == scene.schema().fileNumber()
                                                    && c.value().isPresent()))
                                    .isPresent()
                            || scene.schema().isProvenNotNull(change.table(), change.column());
                    if (asks && !known && !Demanded.isFilled(scene, change.table(), change.column())) {
                        found.precheck(
                                Severity.WARNING,
                                change.part(),
                                change.table(),
                                "it fails where " + change.column() + " is NULL",
                                "SELECT count(*) FROM " + change.table() + " WHERE " + change.column() + " IS NULL");
                    }
                })
                .rule();
    }
}
