package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.SessionChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Runner;

/** SET LOCAL has no effect outside a transaction. */
final class T004 {

    private T004() {}

    static Rule rule() {
        return Rule.error("T004", "SET LOCAL has no effect outside a transaction")
                .detects("SET LOCAL where no transaction is open.")
                .hurts("""
                        PostgreSQL warns and goes on, so that a timeout that somebody relies on is not there.""")
                .safely("Write SET, or BEGIN and COMMIT around it.")
                .versions("all")
                .bad(Example.of("""
                        SET LOCAL lock_timeout = '2s';
                        ALTER TABLE trades ADD COLUMN note text;""").by(Runner.PSQL))
                .good(Example.of("""
                        BEGIN;
                        SET LOCAL lock_timeout = '2s';
                        ALTER TABLE trades ADD COLUMN note text;
                        COMMIT;""").by(Runner.PSQL))
                .on(SessionChange.Setting.class, (setting, scene, found) -> {
                    if (setting.local() && !scene.inTransaction()) {
                        String value =
                                setting.value().map(v -> " = '" + v + "'").orElse(" TO DEFAULT");
                        found.hazard(
                                setting,
                                "",
                                "no transaction is open here, so " + setting.name() + " stays as it is",
                                "SET " + setting.name() + value + ";");
                    }
                })
                .rule();
    }
}
