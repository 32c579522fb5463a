package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Scene;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.List;
import java.util.Optional;

/** A primary key is made of an index over columns that allow NULL. */
final class L005 {

    private L005() {}

    static Rule rule() {
        return Rule.warning("L005", "A primary key is made of an index over columns that allow NULL")
                .detects("""
                        ADD PRIMARY KEY USING INDEX where a column of the index is not known to be NOT NULL.""")
                .hurts("""
                        PostgreSQL sets the columns NOT NULL on the way, and reads the whole table for it under an ACCESS \
                        EXCLUSIVE lock.""")
                .safely("Make the columns NOT NULL first, by way of a validated CHECK.")
                .versions("all")
                .bad("ALTER TABLE trades ADD CONSTRAINT trades_pkey PRIMARY KEY USING INDEX trades_id_key;")
                .good(Example.of("ALTER TABLE trades ADD CONSTRAINT trades_pkey PRIMARY KEY USING INDEX trades_id_key;")
                        .on(Facts.of(
                                17,
                                TableFacts.of("trades", 60_000)
                                        .with(new Schema.Column("id", "bigint", true, Optional.empty(), false, 0))
                                        .with(new Schema.Index(
                                                "trades_id_key", true, false, true, List.of("id"), false)))))
                .good("ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;")
                .on(TableChange.AddConstraint.class, (add, scene, found) -> {
                    Constraint key = add.constraint();
                    if (key.kind() != Constraint.Kind.PRIMARY_KEY
                            || key.usingIndex().isEmpty()
                            || !scene.isThere(add.table())) {
                        return;
                    }
                    List<String> columns = scene.schema()
                            .index(key.usingIndex().get())
                            .map(Schema.Index::columns)
                            .orElse(List.of());
                    List<String> loose = columns.stream()
                            .filter(c -> !isNotNull(scene, add.table(), c))
                            .map(Names::quoted)
                            .toList();
                    if (columns.isEmpty() || !loose.isEmpty()) {
                        String which = columns.isEmpty()
                                ? "a column of " + key.usingIndex().get()
                                : Advice.listed(loose);
                        found.hazard(
                                add,
                                add.table(),
                                which + " may allow NULL, and all of " + add.table()
                                        + " is read for it while everybody waits",
                                columns.isEmpty()
                                        ? "make the columns NOT NULL first; see L010"
                                        : Advice.notNull(add.table(), loose.get(0)));
                    }
                })
                .rule();
    }

    private static boolean isNotNull(Scene scene, String table, String column) {
        return scene.schema()
                .column(table, Names.quoted(column))
                .filter(Schema.Column::notNull)
                .isPresent();
    }
}
