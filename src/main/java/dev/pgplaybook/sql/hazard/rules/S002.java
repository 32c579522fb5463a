package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;

/** A name without a schema may mean another object. */
final class S002 {

    private S002() {}

    static Rule rule() {
        return Rule.warning("S002", "A name without a schema may mean another object")
                .needsFacts()
                .detects("""
                        A table without a schema that is made where the search_path is not the usual one, by the target's \
                        setting.""")
                .hurts("""
                        It comes to be in the first schema of the path, which another environment may not have.""")
                .safely("Write the schema.")
                .bad(Example.of("CREATE TABLE deposits (id bigint);")
                        .on(Facts.of(17).withSearchPath("tenant_7, public")))
                .good(Example.of("CREATE TABLE public.deposits (id bigint);")
                        .on(Facts.of(17).withSearchPath("tenant_7, public")))
                .good(Example.of("CREATE TABLE deposits (id bigint);").on(Facts.of(17)))
                .on(TableChange.Create.class, (create, scene, found) -> {
                    if (!scene.facts().searchPath().isEmpty()
                            && !create.temporary()
                            && Names.schema(create.table()).isEmpty()) {
                        found.hazard(
                                create,
                                create.table(),
                                "search_path is " + scene.facts().searchPath()
                                        + ", so it comes to be in the first schema of these",
                                "CREATE TABLE public." + create.table() + " (…);");
                    }
                })
                .rule();
    }
}
