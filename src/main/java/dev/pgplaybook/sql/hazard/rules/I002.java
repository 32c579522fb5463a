package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.hazard.Rule;
import java.util.List;

/** An index does what another one does already. */
final class I002 {

    private I002() {}

    static Rule rule() {
        return Rule.info("I002", "An index does what another one does already")
                .detects("""
                        A new index whose columns are those with which another index of the table begins.""")
                .hurts("It costs every write, and serves no query that the other does not.")
                .safely("Leave it out, or drop the shorter one.")
                .bad("""
                        CREATE TABLE trades (id bigint PRIMARY KEY, user_id bigint, symbol text);
                        CREATE INDEX trades_user_symbol_idx ON trades (user_id, symbol);
                        CREATE INDEX trades_user_idx ON trades (user_id);""")
                .good("""
                        CREATE TABLE trades (id bigint PRIMARY KEY, user_id bigint, symbol text);
                        CREATE INDEX trades_user_symbol_idx ON trades (user_id, symbol);
                        CREATE INDEX trades_symbol_idx ON trades (symbol);""")
                .on(IndexChange.Create.class, (index, scene, found) -> {
                    if (index.unique()
                            || index.where().isPresent()
                            || !index.method().equals("btree")
                            || !index.including().isEmpty()) {
                        return;
                    }
                    List<String> columns =
                            index.keys().stream().map(Name::meant).toList();
                    scene.schema().table(index.table()).stream()
                            .flatMap(table -> table.indexes().stream())
                            .filter(other -> other.valid()
                                    && !other.partial()
                                    && !Name.isSame(Names.quoted(other.name()), index.shownName()))
                            .filter(other -> other.columns().size() >= columns.size()
                                    && other.columns()
                                            .subList(0, columns.size())
                                            .equals(columns))
                            .findFirst()
                            .ifPresent(other -> found.hazard(
                                    index,
                                    index.table(),
                                    other.name() + " (" + String.join(", ", other.columns())
                                            + ") serves the same queries",
                                    "leave it out"));
                })
                .rule();
    }
}
