package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.hazard.Rule;

/** An enum where a table would do. */
final class S009 {

    private S009() {}

    static Rule rule() {
        return Rule.info("S009", "An enum where a table would do")
                .offByDefault()
                .detects("CREATE TYPE … AS ENUM.")
                .hurts("A value can be added and renamed, and never taken out.")
                .safely("A table with a foreign key, or text with a CHECK.")
                .bad("""
                        CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');""")
                .good("CREATE TABLE roles (name text PRIMARY KEY);")
                .on(ObjectChange.CreateType.class, (type, scene, found) -> {
                    if (!type.labels().isEmpty()) {
                        found.hazard(
                                type,
                                "",
                                "no value of " + type.name() + " can be taken out again",
                                "a table of its values, with a foreign key to it");
                    }
                })
                .rule();
    }
}
