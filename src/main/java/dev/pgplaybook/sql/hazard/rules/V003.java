package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.DataDemand;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.Severity;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A foreign key may meet rows that refer to nothing. */
final class V003 {

    private V003() {}

    static Rule rule() {
        return Rule.warning("V003", "A foreign key may meet rows that refer to nothing")
                .detects("""
                        A foreign key on a table that was there before, over a column that does not start as NULL in the \
                        same file, and that no foreign key dropped in the same transaction has held; also a VALIDATE of one.""")
                .hurts("The migration fails at the first row whose partner is missing.")
                .safely("Ask for such rows first.")
                .bad("ALTER TABLE trades ADD CONSTRAINT trades_user_fkey FOREIGN KEY (user_id) REFERENCES users (id);")
                .good(
                        "ALTER TABLE trades ADD CONSTRAINT trades_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;")
                .good(Example.of("""
                        ALTER TABLE trades DROP CONSTRAINT trades_user_fkey;
                        ALTER TABLE trades ADD CONSTRAINT trades_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;""")
                        .on(Facts.of(
                                17,
                                TableFacts.of("users", 1_200).column("id", "bigint"),
                                TableFacts.of("trades", 60_000)
                                        .column("user_id", "bigint")
                                        .with(new Schema.Rule(
                                                "trades_user_fkey",
                                                "FOREIGN KEY",
                                                List.of("user_id"),
                                                Optional.of("users"),
                                                "",
                                                true)))))
                .good("ALTER TABLE trades ADD COLUMN user_id bigint REFERENCES users (id);")
                .good("""
                        ALTER TABLE trades ADD COLUMN user_id bigint;
                        ALTER TABLE trades ADD CONSTRAINT trades_user_fkey FOREIGN KEY (user_id) REFERENCES users (id);""")
                .on(
                        Change.class,
                        (change, scene, found) -> Demanded.by(change, scene, DataDemand.Reference.class)
                                .forEach(key -> {
                                    String table = key.site().table();
                                    boolean empty = !key.full()
                                            && key.columns().stream()
                                                    .anyMatch(column -> Demanded.isNull(scene, change, table, column));
                                    if (!empty && !Upheld.reference(scene, key)) {
                                        found.precheck(
                                                Severity.WARNING,
                                                change.part(),
                                                table,
                                                key.site().name() + " fails where " + String.join(", ", key.columns())
                                                        + " names no row of " + key.referenced(),
                                                orphans(key));
                                    }
                                }))
                .rule();
    }

    private static String orphans(DataDemand.Reference key) {
        List<String> pairs = new ArrayList<>();
        List<String> given = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            String other =
                    i < key.referencedColumns().size() ? key.referencedColumns().get(i) : "id";
            pairs.add("r." + other + " = t." + key.columns().get(i));
            given.add("t." + key.columns().get(i) + " IS NOT NULL");
        }
        return "SELECT count(*) FROM " + key.site().table() + " AS t WHERE " + String.join(" AND ", given)
                + " AND NOT EXISTS (SELECT 1 FROM " + key.referenced() + " AS r WHERE " + String.join(" AND ", pairs)
                + ")";
    }
}
