package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.hazard.LockMode;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Scene;
import dev.pgplaybook.sql.hazard.Seen;
import dev.pgplaybook.sql.hazard.TableLock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Several pending migrations lock the same table. */
final class Q002 {

    private Q002() {}

    static Rule rule() {
        return Rule.warning("Q002", "Several pending migrations lock the same table")
                .detects("""
                        Two or more pending migrations that lock one table that was there before against everybody.""")
                .hurts("""
                        Each of them waits behind the table's longest transaction, and everybody waits behind each.""")
                .safely("Put the changes of the table into one migration.")
                .bad("""
                        -- file: 1_first
                        ALTER TABLE trades ADD COLUMN a int;
                        -- file: 2_second
                        ALTER TABLE trades ADD COLUMN b int;""")
                .good("""
                        -- file: 1_first
                        ALTER TABLE trades ADD COLUMN a int;
                        -- file: 2_second
                        ALTER TABLE users ADD COLUMN b int;""")
                .overAll((overall, found) -> {
                    Map<String, String> first = new LinkedHashMap<>();
                    for (Scene scene : overall.pending()) {
                        Set<String> here = new HashSet<>();
                        for (Seen seen : scene.seen()) {
                            for (TableLock lock : seen.locks()) {
                                String table = Names.last(lock.table());
                                boolean fresh = lock.mode() == LockMode.ACCESS_EXCLUSIVE && here.add(table);
                                String before = fresh
                                        ? first.putIfAbsent(table, scene.file().name())
                                        : null;
                                if (before != null && scene.file().judged()) {
                                    found.hazard(
                                            seen.change(),
                                            lock.table(),
                                            lock.table() + " is locked against everybody here, and in " + before
                                                    + " as well",
                                            "put both changes into one migration");
                                }
                            }
                        }
                    }
                })
                .rule();
    }
}
