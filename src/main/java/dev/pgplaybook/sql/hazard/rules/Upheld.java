package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.DataDemand;
import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.RowChange;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Scene;
import dev.pgplaybook.sql.hazard.Schema;
import java.util.List;

/** What held when the transaction began, and can have been broken by nobody since. */
final class Upheld {

    private Upheld() {}

    /** Whether the same foreign key was dropped in this transaction, whose lock has kept others out, and the file has not touched it. */
    static boolean reference(Scene scene, DataDemand.Reference key) {
        String table = key.site().table();
        return scene.inThisTransaction()
                        .filter(seen -> seen.change() instanceof TableChange.DropConstraint drop
                                && Name.isSame(drop.table(), table))
                        .flatMap(seen -> scene.dropped((TableChange.DropConstraint) seen.change()).stream())
                        .anyMatch(rule -> isSame(rule, key))
                && scene.earlier(RowChange.class).noneMatch(change -> breaks(change, key));
    }

    private static boolean isSame(Schema.Rule rule, DataDemand.Reference key) {
        return rule.kind().equals("FOREIGN KEY")
                && rule.validated()
                && rule.columns().equals(key.columns().stream().map(Name::meant).toList())
                && rule.references()
                        .filter(other -> Name.isSame(other, key.referenced()))
                        .isPresent();
    }

    private static boolean breaks(RowChange change, DataDemand.Reference key) {
        if (change instanceof RowChange.Update update) {
            List<String> columns =
                    Name.isSame(update.table(), key.site().table()) ? key.columns() : key.referencedColumns();
            return touches(change, key)
                    && update.assigned().stream()
                            .anyMatch(assigned -> columns.isEmpty()
                                    || columns.stream().anyMatch(column -> Name.isSame(column, assigned)));
        }
        return touches(change, key);
    }

    private static boolean touches(RowChange change, DataDemand.Reference key) {
        return Name.isSame(change.table(), key.site().table()) || Name.isSame(change.table(), key.referenced());
    }
}
