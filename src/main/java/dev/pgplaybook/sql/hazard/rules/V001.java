package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.DataDemand;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Severity;

/** A unique key may meet duplicates. */
final class V001 {

    private V001() {}

    static Rule rule() {
        return Rule.warning("V001", "A unique key may meet duplicates")
                .detects("""
                        A unique index or constraint on a table that was there before, over columns that do not start as \
                        NULL in the same file, and whose equals no DELETE or UPDATE of the file has seen to, as far as its words tell.""")
                .hurts("The migration fails at the first two rows with equal keys.")
                .safely("Ask for duplicates first, and decide what becomes of them.")
                .bad("CREATE UNIQUE INDEX users_email_key ON users (email);")
                .good("""
                        ALTER TABLE users ADD COLUMN handle text;
                        CREATE UNIQUE INDEX users_handle_key ON users (handle);""")
                .good("""
                        UPDATE users SET email = email || id FROM taken WHERE taken.id = users.id;
                        CREATE UNIQUE INDEX users_email_key ON users (email);""")
                .good("ALTER TABLE users ADD COLUMN handle text UNIQUE;")
                .good("CREATE INDEX users_email_idx ON users (email);")
                .on(
                        Change.class,
                        (change, scene, found) -> Demanded.by(change, scene, DataDemand.Unique.class)
                                .forEach(unique -> {
                                    boolean empty = !unique.nullsEqual()
                                            && unique.keys().stream()
                                                    .anyMatch(key -> Demanded.isNull(
                                                            scene,
                                                            change,
                                                            unique.site().table(),
                                                            key));
                                    if (!empty && !Demanded.areToldApart(scene, unique)) {
                                        String keys = String.join(", ", unique.keys());
                                        String where = unique.where()
                                                .map(w -> " WHERE " + w)
                                                .orElse("");
                                        found.precheck(
                                                Severity.WARNING,
                                                change.part(),
                                                unique.site().table(),
                                                unique.site().name() + " fails where two rows have the same " + keys,
                                                "SELECT " + keys + ", count(*) FROM "
                                                        + unique.site().table() + where + " GROUP BY " + keys
                                                        + " HAVING count(*) > 1");
                                    }
                                }))
                .rule();
    }
}
