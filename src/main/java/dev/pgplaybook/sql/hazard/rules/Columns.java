package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.Column;
import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.TableChange;
import java.util.stream.Stream;

/** The columns that a change makes. */
final class Columns {

    private Columns() {}

    static Stream<Column> madeBy(TableChange change) {
        if (change instanceof TableChange.Create create) {
            return create.columns().stream();
        }
        return change instanceof TableChange.AddColumn add ? Stream.of(add.column()) : Stream.empty();
    }

    /** Whether it is the table's primary key, or a part of it. */
    static boolean isKey(TableChange.Create create, Column column) {
        return create.allConstraints().stream()
                .filter(key -> key.kind() == Constraint.Kind.PRIMARY_KEY)
                .anyMatch(key -> key.columns().stream().anyMatch(name -> Name.isSame(name, column.name())));
    }
}
