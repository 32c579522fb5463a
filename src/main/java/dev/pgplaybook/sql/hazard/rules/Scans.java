package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Scene;

/** Which changes go through all rows of a table. */
final class Scans {

    private Scans() {}

    static boolean reads(Change change, Scene scene) {
        if (change instanceof TableChange.ChangeType type) {
            return TypeChange.of(type, scene) != TypeChange.KEEPS;
        }
        if (change instanceof TableChange.AddConstraint add) {
            Constraint constraint = add.constraint();
            boolean later = constraint.notValid() || constraint.notEnforced();
            boolean adopts = constraint.usingIndex().isPresent() && constraint.kind() == Constraint.Kind.UNIQUE;
            return !later && !adopts;
        }
        return change instanceof TableChange.Validate
                || change instanceof TableChange.Move
                || (change instanceof IndexChange.Create index && !index.concurrently())
                || (change instanceof TableChange.ChangeNullability nullability && nullability.notNull())
                || (change instanceof TableChange.AddColumn add
                        && (add.column().numbered() || add.column().stored()));
    }

    /** Those that ALTER TABLE does together, in one pass over the rows. */
    static boolean inOnePass(Change change, Scene scene) {
        if (change instanceof TableChange.AddConstraint add) {
            boolean condition = add.constraint().kind() == Constraint.Kind.CHECK
                    || add.constraint().kind() == Constraint.Kind.NOT_NULL;
            return condition && reads(change, scene);
        }
        return reads(change, scene) && !(change instanceof TableChange.Validate) && !(change instanceof IndexChange);
    }
}
