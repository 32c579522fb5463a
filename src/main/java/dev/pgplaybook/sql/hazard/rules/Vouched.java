package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.ReadStatement;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Scene;
import dev.pgplaybook.sql.hazard.Schema;

/** Whether PostgreSQL takes a CHECK's word for NOT NULL, and reads no row. */
final class Vouched {

    private Vouched() {}

    /** A CHECK that the same ALTER TABLE drops goes first, and vouches for nothing. */
    static boolean isNotNull(TableChange.ChangeNullability change, Scene scene) {
        return scene.schema().vouchingFor(change.table(), change.column()).stream()
                .anyMatch(rule -> !isDroppedWith(change, rule));
    }

    private static boolean isDroppedWith(TableChange.ChangeNullability change, Schema.Rule rule) {
        return ReadStatement.of(change.part().statement()).changes().stream()
                .anyMatch(other -> other instanceof TableChange.DropConstraint drop
                        && Name.isSame(drop.name(), Names.quoted(rule.name())));
    }
}
