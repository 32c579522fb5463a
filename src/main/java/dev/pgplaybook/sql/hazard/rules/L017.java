package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;

/** A table is written anew elsewhere. */
final class L017 {

    private L017() {}

    static Rule rule() {
        return Rule.error("L017", "A table is written anew elsewhere")
                .detects("SET LOGGED, SET UNLOGGED, SET TABLESPACE or SET ACCESS METHOD.")
                .hurts("""
                        The whole table is copied under an ACCESS EXCLUSIVE lock. An UNLOGGED table is empty after a crash, \
                        and is not on replicas.""")
                .safely("""
                        Copy it with a tool such as pg_repack, or make a new table and move the rows over in batches.""")
                .versions("all; SET ACCESS METHOD from PostgreSQL 15")
                .bad("ALTER TABLE trades SET UNLOGGED;")
                .bad("ALTER TABLE trades SET TABLESPACE fast;")
                .good("ALTER TABLE trades SET (fillfactor = 80);")
                .good("""
                        CREATE TABLE deposits (id bigint);
                        ALTER TABLE deposits SET TABLESPACE fast;""")
                .on(TableChange.Move.class, (move, scene, found) -> {
                    if (move.table().isEmpty() || scene.isThere(move.table())) {
                        String table = move.table().isEmpty() ? "every table of the tablespace" : move.table();
                        found.hazard(
                                move,
                                move.table(),
                                table + " is copied while everybody waits"
                                        + (move.words().contains("UNLOGGED") ? ", and loses its rows in a crash" : ""),
                                "make a new table, and move the rows over in batches; or pg_repack");
                    }
                })
                .rule();
    }
}
