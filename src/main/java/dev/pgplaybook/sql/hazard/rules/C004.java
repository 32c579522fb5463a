package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.ReadStatement;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;

/** Old code does not give the new column a value. */
final class C004 {

    private C004() {}

    static Rule rule() {
        return Rule.warning("C004", "Old code does not give the new column a value")
                .detects("""
                        A NOT NULL column without a default that ADD COLUMN adds, or SET NOT NULL on a column that the same \
                        file has added without one.""")
                .hurts("INSERTs of code that does not know the column fail from the COMMIT on.")
                .safely("Give it a default, at least until all code gives a value.")
                .bad("ALTER TABLE trades ADD COLUMN direction text NOT NULL;")
                .bad("""
                        ALTER TABLE trades ADD COLUMN direction text;
                        UPDATE trades SET direction = 'UP';
                        ALTER TABLE trades ALTER COLUMN direction SET NOT NULL;""")
                .good("ALTER TABLE trades ADD COLUMN direction text NOT NULL DEFAULT 'UP';")
                .good("""
                        ALTER TABLE trades ADD COLUMN direction text;
                        ALTER TABLE trades ALTER COLUMN direction SET DEFAULT 'UP';
                        ALTER TABLE trades ALTER COLUMN direction SET NOT NULL;""")
                .on(TableChange.AddColumn.class, (add, scene, found) -> {
                    if (add.column().notNull() && add.column().startsEmpty() && scene.isThere(add.table())) {
                        found.hazard(
                                add,
                                add.table(),
                                "an INSERT that does not know " + add.column().name() + " fails from now on",
                                "ALTER TABLE " + add.table() + " ADD COLUMN "
                                        + add.column().name() + " "
                                        + add.column().type() + " NOT NULL DEFAULT …;");
                    }
                })
                .on(TableChange.ChangeNullability.class, (change, scene, found) -> {
                    boolean own = scene.schema().isNewColumn(change.table(), change.column())
                            && scene.isThere(change.table());
                    boolean later = scene.script().statements().stream()
                            .flatMap(s -> ReadStatement.of(s).changes().stream())
                            .anyMatch(c -> c instanceof TableChange.ChangeDefault d
                                    && d.value().isPresent()
                                    && Name.isSame(d.table(), change.table())
                                    && Name.isSame(d.column(), change.column()));
                    boolean given = scene.schema()
                            .column(change.table(), change.column())
                            .filter(c -> c.value().isPresent() || c.numbered())
                            .isPresent();
                    if (change.notNull() && own && !given && !later) {
                        found.hazard(
                                change,
                                change.table(),
                                "an INSERT that does not know " + change.column() + " fails from now on",
                                "ALTER TABLE " + change.table() + " ALTER COLUMN " + change.column()
                                        + " SET DEFAULT …;");
                    }
                })
                .rule();
    }
}
