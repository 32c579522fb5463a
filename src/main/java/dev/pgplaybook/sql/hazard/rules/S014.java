package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.hazard.Rule;

/** Rights are widened. */
final class S014 {

    private S014() {}

    static Rule rule() {
        return Rule.warning("S014", "Rights are widened")
                .offByDefault()
                .detects("GRANT to PUBLIC, and a role with SUPERUSER.")
                .hurts("Everybody who can connect has the right, those who come later among them.")
                .safely("Grant to the role that needs it.")
                .bad("GRANT SELECT ON trades TO PUBLIC;")
                .bad("ALTER ROLE app SUPERUSER;")
                .good("GRANT SELECT ON trades TO app;")
                .on(ObjectChange.Grant.class, (grant, scene, found) -> {
                    if (grant.toPublic() || grant.superuser()) {
                        found.hazard(
                                grant,
                                "",
                                grant.superuser()
                                        ? "the role may do everything, everywhere"
                                        : "everybody who can connect has the right",
                                "grant what is needed to the role that needs it");
                    }
                })
                .rule();
    }
}
