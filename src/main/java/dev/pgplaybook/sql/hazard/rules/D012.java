package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Scene;
import java.util.List;
import java.util.Set;

/** A type, a function or an extension is dropped. */
final class D012 {

    private D012() {}

    static Rule rule() {
        return Rule.warning("D012", "A type, a function or an extension is dropped")
                .detects("""
                        DROP TYPE, DOMAIN, FUNCTION, PROCEDURE, EXTENSION or VIEW of something that was there before the \
                        migration. Where a target is at hand, what depends on it is listed, and nothing is reported where \
                        nothing does.""")
                .hurts("What depends on it stops the drop; code that calls it by name fails afterwards.")
                .safely("Look at what depends on it, and release code that does not use it first.")
                .bad("DROP FUNCTION next_ticket();")
                .bad(Example.of("DROP TYPE mood;").on(Facts.of(17).withDependents("mood", "column mood of users")))
                .good(Example.of("DROP TYPE mood;").on(Facts.of(17)))
                .good("""
                        CREATE TYPE "Role_new" AS ENUM ('USER');
                        ALTER TYPE "Role" RENAME TO "Role_old";
                        ALTER TYPE "Role_new" RENAME TO "Role";
                        DROP TYPE "Role_old";""")
                .on(ObjectChange.Drop.class, (drop, scene, found) -> {
                    if (!KINDS.contains(drop.kind())) {
                        return;
                    }
                    List<String> taken = drop.names().stream()
                            .flatMap(name -> scene.facts().dependentsOf(name).stream())
                            .toList();
                    boolean own = drop.names().stream().allMatch(name -> isOwn(name, scene));
                    if (!own && (!scene.facts().known() || !taken.isEmpty())) {
                        String which = taken.isEmpty()
                                ? "what uses it is not known here"
                                : "in use by " + Advice.listed(taken);
                        found.hazard(
                                drop,
                                "",
                                drop.kind() + " " + Advice.listed(drop.names()) + " is dropped; " + which,
                                "look for what depends on it first, in the database and in the code");
                    }
                })
                .rule();
    }

    private static final Set<String> KINDS =
            Set.of("TYPE", "DOMAIN", "FUNCTION", "PROCEDURE", "EXTENSION", "AGGREGATE");

    /** Made by the file, or put out of the way by it, as a swap of types does; or made again with the same name. */
    private static boolean isOwn(String name, Scene scene) {
        return scene.has(ObjectChange.CreateType.class, made -> Name.isSame(made.name(), name))
                || scene.has(ObjectChange.Rename.class, moved -> Name.isSame(moved.to(), name))
                || scene.has(ObjectChange.CreateRoutine.class, made -> Name.isSame(made.name(), name));
    }
}
