package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Found;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Scene;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.Seen;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** No index helps a foreign key. */
final class I001 {

    private I001() {}

    static Rule rule() {
        return Rule.warning("I001", "No index helps a foreign key")
                .detects("""
                        A foreign key over columns with which no index of its table begins, where all of the table's indexes \
                        are known.""")
                .hurts("""
                        Each DELETE, and each UPDATE of the key, in the other table reads all of this one.""")
                .safely("An index over the foreign key's columns.")
                .bad("CREATE TABLE deposits (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));")
                .good("""
                        CREATE TABLE deposits (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
                        CREATE INDEX deposits_user_id_idx ON deposits (user_id);""")
                .atEnd((scene, found) -> {
                    for (Seen seen : scene.seen()) {
                        if (seen.change() instanceof TableChange.Create create) {
                            create.allConstraints().forEach(key -> look(key, create.table(), scene, found));
                        } else if (seen.change() instanceof TableChange.AddConstraint add) {
                            look(add.constraint(), add.table(), scene, found);
                        } else if (seen.change() instanceof TableChange.AddColumn add) {
                            add.column().constraints().forEach(key -> look(key, add.table(), scene, found));
                        }
                    }
                })
                .rule();
    }

    private static void look(Constraint key, String name, Scene scene, Found found) {
        Optional<Schema.Table> table = scene.schema().table(name).filter(Schema.Table::isWhole);
        if (key.kind() != Constraint.Kind.FOREIGN_KEY || table.isEmpty()) {
            return;
        }
        List<String> columns = key.columns().stream().map(Name::meant).toList();
        boolean helped = table.get().indexes().stream()
                .anyMatch(index -> !index.partial()
                        && index.columns().size() >= columns.size()
                        && Set.copyOf(index.columns().subList(0, columns.size()))
                                .equals(Set.copyOf(columns)));
        if (!helped) {
            String made = Names.made(name, "_" + String.join("_", columns) + "_idx");
            String concurrently = scene.isThere(name) ? "CONCURRENTLY " : "";
            found.hazard(
                    key.part(),
                    name,
                    "a DELETE in "
                            + key.reference().map(Constraint.Reference::table).orElse("") + " reads all of " + name,
                    "CREATE INDEX " + concurrently + made + " ON " + name + " (" + String.join(", ", key.columns())
                            + ");");
        }
    }
}
