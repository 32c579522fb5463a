package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.hazard.Rule;

/** An enum's value is renamed under running code. */
final class C003 {

    private C003() {}

    static Rule rule() {
        return Rule.warning("C003", "An enum's value is renamed under running code")
                .detects("ALTER TYPE … RENAME VALUE.")
                .hurts("Code that still writes or compares with the old value fails from the COMMIT on.")
                .safely("Add the new value, move rows and code over, and stop using the old one.")
                .bad("""
                        ALTER TYPE "Role" RENAME VALUE 'USER' TO 'MEMBER';""")
                .good("""
                        ALTER TYPE "Role" ADD VALUE 'MEMBER';""")
                .on(ObjectChange.RenameLabel.class, (rename, scene, found) -> {
                    boolean isNew =
                            scene.has(ObjectChange.CreateType.class, made -> Name.isSame(made.name(), rename.type()));
                    if (!isNew) {
                        found.hazard(
                                rename,
                                "",
                                "code that says '" + rename.from() + "' fails from now on",
                                "ALTER TYPE " + rename.type() + " ADD VALUE '"
                                        + rename.to().replace("'", "''") + "';\n-- and move rows and code over");
                    }
                })
                .rule();
    }
}
