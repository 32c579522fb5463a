package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.hazard.Rule;

/** An enum's new value stands where nobody has said. */
final class S008 {

    private S008() {}

    static Rule rule() {
        return Rule.warning("S008", "An enum's new value stands where nobody has said")
                .offByDefault()
                .detects("ALTER TYPE … ADD VALUE without BEFORE or AFTER.")
                .hurts("It sorts behind all others, whatever it means.")
                .safely("BEFORE or AFTER")
                .bad("""
                        ALTER TYPE "Role" ADD VALUE 'MODERATOR';""")
                .good("""
                        ALTER TYPE "Role" ADD VALUE 'MODERATOR' BEFORE 'ADMIN';""")
                .on(ObjectChange.AddLabel.class, (add, scene, found) -> {
                    if (!add.placed()) {
                        found.hazard(
                                add,
                                "",
                                "'" + add.label() + "' sorts behind all others",
                                "say BEFORE or AFTER which value");
                    }
                })
                .rule();
    }
}
