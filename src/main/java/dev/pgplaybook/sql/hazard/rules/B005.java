package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.Words;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.RowChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.List;

/** No index helps a batch find its rows. */
final class B005 {

    private B005() {}

    static Rule rule() {
        return Rule.warning("B005", "No index helps a batch find its rows")
                .detects("""
                        A batch (an UPDATE or DELETE with a LIMIT) whose condition no index of the table begins with, by \
                        what earlier migrations or the target say.""")
                .hurts("""
                        Each batch reads the table from its beginning: the more is done, the longer it takes.""")
                .safely("""
                        A partial index over what is left to do, built CONCURRENTLY, and dropped afterwards.""")
                .bad(Example.of(
                                "UPDATE trades SET direction = 'UP' WHERE ctid IN (SELECT ctid FROM trades WHERE direction IS NULL LIMIT 5000);")
                        .on(Facts.of(
                                17,
                                TableFacts.of("trades", 12_000_000)
                                        .column("id", "bigint")
                                        .column("direction", "text")
                                        .with(new Schema.Index(
                                                "trades_pkey", true, true, true, List.of("id"), false)))))
                .good(Example.of(
                                "UPDATE trades SET direction = 'UP' WHERE ctid IN (SELECT ctid FROM trades WHERE direction IS NULL LIMIT 5000);")
                        .on(Facts.of(
                                17,
                                TableFacts.of("trades", 12_000_000)
                                        .column("direction", "text")
                                        .with(new Schema.Index(
                                                "trades_todo_idx", false, false, true, List.of("direction"), true)))))
                .on(RowChange.Update.class, (update, scene, found) -> {
                    if (!update.limited() || !scene.isThere(update.table())) {
                        return;
                    }
                    scene.schema()
                            .table(update.table())
                            .filter(Schema.Table::isWhole)
                            .ifPresent(table -> {
                                List<String> asked = Words.of(update.where().orElse("")).list().stream()
                                        .map(word -> Name.meant(word.text()))
                                        .filter(word ->
                                                table.column(Names.quoted(word)).isPresent())
                                        .distinct()
                                        .toList();
                                boolean helped = table.indexes().stream()
                                        .anyMatch(index -> !index.columns().isEmpty()
                                                && asked.contains(
                                                        index.columns().get(0)));
                                if (!asked.isEmpty() && !helped) {
                                    String column = Names.quoted(asked.get(asked.size() - 1));
                                    found.hazard(
                                            update,
                                            update.table(),
                                            "each batch reads " + update.table()
                                                    + " from its beginning to find its rows",
                                            "CREATE INDEX CONCURRENTLY " + Names.made(update.table(), "_todo_idx")
                                                    + " ON " + update.table() + " (" + column
                                                    + ");\n-- in a migration before, and dropped afterwards");
                                }
                            });
                })
                .rule();
    }
}
