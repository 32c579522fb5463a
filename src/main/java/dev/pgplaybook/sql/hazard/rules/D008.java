package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.List;

/** A rename is written as a drop and an add. */
final class D008 {

    private D008() {}

    static Rule rule() {
        return Rule.error("D008", "A rename is written as a drop and an add")
                .detects("""
                        A column, or a table, that is dropped beside one of the same type, or the same columns, that is \
                        added in the same file: what Prisma writes for a field that was renamed.""")
                .hurts("The values are dropped, and the new column is empty.")
                .safely("""
                        Rename it; where running code still uses the old name, expand and contract instead.""")
                .bad(Example.of("""
                        ALTER TABLE "users" DROP COLUMN "fullName", ADD COLUMN "name" text;""")
                        .on(Facts.of(17, TableFacts.of("users", 60_000).column("\"fullName\"", "text"))))
                .bad("""
                        ALTER TABLE users DROP COLUMN user_name;
                        ALTER TABLE users ADD COLUMN user_display_name text;""")
                .good(Example.of("ALTER TABLE users DROP COLUMN age, ADD COLUMN born date;")
                        .on(Facts.of(17, TableFacts.of("users", 60_000).column("age", "integer"))))
                .good("ALTER TABLE users RENAME COLUMN user_name TO user_display_name;")
                .atEnd((scene, found) -> {
                    List<TableChange.DropColumn> dropped =
                            scene.earlier(TableChange.DropColumn.class).toList();
                    List<TableChange.AddColumn> added =
                            scene.earlier(TableChange.AddColumn.class).toList();
                    for (TableChange.DropColumn drop : dropped) {
                        added.stream()
                                .filter(add -> Name.isSame(add.table(), drop.table())
                                        && !Name.isSame(add.column().name(), drop.column())
                                        && scene.isThere(drop.table()))
                                .filter(add -> Likeness.areOneColumn(
                                        scene.dropped(drop).map(Schema.Column::type), drop, add))
                                .findFirst()
                                .ifPresent(add -> found.hazard(
                                        drop,
                                        drop.table(),
                                        drop.column() + " is dropped and "
                                                + add.column().name()
                                                + " added: if this is a rename, its values are lost",
                                        "ALTER TABLE " + drop.table() + " RENAME COLUMN " + drop.column() + " TO "
                                                + add.column().name() + ";"));
                    }
                })
                .on(
                        TableChange.Create.class,
                        (create, scene, found) -> scene.droppedTables().stream()
                                .filter(table -> Likeness.areOneTable(table, create))
                                .findFirst()
                                .ifPresent(table -> found.hazard(
                                        create,
                                        table.name(),
                                        create.table() + " has the columns of " + table.name()
                                                + ", which is dropped above: if this is a rename, its rows are lost",
                                        "ALTER TABLE " + table.name() + " RENAME TO " + create.table() + ";")))
                .rule();
    }
}
