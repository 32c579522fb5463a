package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Scene;
import dev.pgplaybook.sql.hazard.Schema;
import java.util.List;

/** The old labels of an enum whose column is turned to a new one. */
final class EnumSwap {

    private EnumSwap() {}

    /** By the column's own type, or by Prisma's names: {@code Role_new} comes for {@code Role}. None where they are not known. */
    static List<String> oldLabels(TableChange.ChangeType change, Scene scene) {
        String fresh = Names.last(change.type());
        return scene.schema()
                .column(change.table(), change.column())
                .map(Schema.Column::type)
                .flatMap(type -> scene.schema().labels(type))
                .or(() -> fresh.endsWith("_new")
                        ? scene.schema().labels("\"" + fresh.substring(0, fresh.length() - 4) + "\"")
                        : java.util.Optional.empty())
                .orElse(List.of());
    }
}
