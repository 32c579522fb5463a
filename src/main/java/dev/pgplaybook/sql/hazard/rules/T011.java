package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Scene;
import java.util.List;

/** Two pending migrations lock the same tables in another order. */
final class T011 {

    private T011() {}

    static Rule rule() {
        return Rule.warning("T011", "Two pending migrations lock the same tables in another order")
                .detects("""
                        Two pending migrations, each of which locks the same two tables strongly in one transaction, in \
                        opposite orders.""")
                .hurts("""
                        Against each other (two deployers) and against an application that follows one of the orders, this \
                        is how deadlocks come about.""")
                .safely("Lock tables in one order everywhere.")
                .versions("all")
                .bad("""
                        -- file: 1_first
                        ALTER TABLE users ADD COLUMN a int;
                        ALTER TABLE trades ADD COLUMN a int;
                        -- file: 2_second
                        ALTER TABLE trades ADD COLUMN b int;
                        ALTER TABLE users ADD COLUMN b int;""")
                .good("""
                        -- file: 1_first
                        ALTER TABLE users ADD COLUMN a int;
                        ALTER TABLE trades ADD COLUMN a int;
                        -- file: 2_second
                        ALTER TABLE users ADD COLUMN b int;
                        ALTER TABLE trades ADD COLUMN b int;""")
                .overAll((overall, found) -> {
                    List<Scene> pending = overall.pending();
                    for (int i = 1; i < pending.size(); i++) {
                        LockOrder order = LockOrder.of(pending.get(i));
                        for (Scene before : pending.subList(0, i)) {
                            LockOrder.of(before)
                                    .contradiction(order)
                                    .ifPresent(pair -> found.hazard(
                                            pair.change(),
                                            pair.second(),
                                            pair.second() + " is locked before " + pair.first() + ", and in "
                                                    + before.file().name() + " behind it",
                                            "lock " + pair.first() + " first here as well"));
                        }
                    }
                })
                .rule();
    }
}
