package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;

/** A table has no primary key. */
final class S010 {

    private S010() {}

    static Rule rule() {
        return Rule.warning("S010", "A table has no primary key")
                .offByDefault()
                .detects("""
                        CREATE TABLE without a primary key, and no ADD PRIMARY KEY behind it in the file.""")
                .hurts("Logical replication refuses UPDATE and DELETE on it, and no row can be named.")
                .safely("A primary key.")
                .bad("CREATE TABLE deposits (id bigint);")
                .good("CREATE TABLE deposits (id bigint PRIMARY KEY);")
                .atEnd((scene, found) -> scene.earlier(TableChange.Create.class)
                        .filter(create -> !create.temporary()
                                && !create.filled()
                                && create.parent().isEmpty())
                        .filter(create -> scene.schema()
                                .table(create.table())
                                .filter(t -> t.rules().stream()
                                        .noneMatch(rule -> rule.kind().equals("PRIMARY KEY")))
                                .isPresent())
                        .forEach(create -> found.hazard(
                                create,
                                create.table(),
                                "no row of " + create.table() + " can be named",
                                "ALTER TABLE " + create.table() + " ADD PRIMARY KEY (…);")))
                .rule();
    }
}
