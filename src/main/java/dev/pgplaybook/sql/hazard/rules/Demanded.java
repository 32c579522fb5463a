package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.DataDemand;
import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.Words;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.RowChange;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Scene;
import java.util.Optional;
import java.util.stream.Stream;

/** What a change asks of the rows of tables that are there. */
final class Demanded {

    private Demanded() {}

    static <D extends DataDemand> Stream<D> by(Change change, Scene scene, Class<D> kind) {
        return change.part().statement().demands().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(demand -> demand.site().offset() >= change.part().start()
                        && demand.site().offset() < change.part().end())
                .filter(demand -> scene.isThere(demand.site().table()));
    }

    /** Whether the change or the file before it added the column as NULL, and the file has not filled it. */
    static boolean isNull(Scene scene, Change change, String table, String column) {
        Optional<TableChange.AddColumn> added = Stream.concat(
                        Stream.of(change)
                                .filter(TableChange.AddColumn.class::isInstance)
                                .map(TableChange.AddColumn.class::cast),
                        scene.earlier(TableChange.AddColumn.class))
                .filter(add -> Name.isSame(add.table(), table)
                        && Name.isSame(add.column().name(), column))
                .findFirst();
        return added.filter(add -> add.column().startsEmpty()).isPresent()
                && scene.earlier(RowChange.Update.class).noneMatch(update -> sets(update, table, column));
    }

    /** Whether an UPDATE before it fills the column in every row that holds NULL, as far as its words tell. */
    static boolean isFilled(Scene scene, String table, String column) {
        return scene.earlier(RowChange.Update.class).anyMatch(update -> sets(update, table, column))
                || scene.earlier(RowChange.Delete.class).anyMatch(delete -> asks(delete, table, column));
    }

    /** Whether rows with equal keys were deleted or told apart before, as far as the words tell: one constant for all does not do it. */
    static boolean areToldApart(Scene scene, DataDemand.Unique unique) {
        String table = unique.site().table();
        boolean told = scene.earlier(RowChange.Update.class)
                .filter(update -> update.joined() || !update.calls().isEmpty())
                .anyMatch(update -> unique.keys().stream().anyMatch(key -> sets(update, table, key)));
        boolean deleted = scene.earlier(RowChange.Delete.class)
                .anyMatch(delete -> unique.keys().stream().allMatch(key -> asks(delete, table, key)));
        return told || deleted;
    }

    /** Rows with a NULL may have been deleted instead. */
    private static boolean asks(RowChange.Delete delete, String table, String column) {
        return Name.isSame(delete.table(), table)
                && Words.of(delete.where().orElse("")).list().stream()
                        .anyMatch(word -> Name.meant(word.text()).equals(Name.meant(column)));
    }

    private static boolean sets(RowChange.Update update, String table, String column) {
        return Name.isSame(update.table(), table)
                && update.assigned().stream().anyMatch(assigned -> Name.isSame(assigned, column));
    }
}
