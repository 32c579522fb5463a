package dev.pgplaybook.likeness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables of a database and what refers to what.
 *
 * @param home the schema that a name without one means first
 * @param tables by their number in the catalog, in the order of their names
 */
record Catalog(String home, Map<Long, Table> tables, List<ForeignKey> foreignKeys) {

    /** The tables that are sampled by themselves. */
    List<Table> sampled() {
        return tables.values().stream().filter(Table::sampled).toList();
    }

    /** Those that a user's name may mean; one in the home schema comes before all others. */
    List<Table> named(String name) {
        List<Table> found = new ArrayList<>();
        for (Table table : tables.values()) {
            if (name.equals(table.schema() + "." + table.name())) {
                return List.of(table);
            }
            if (name.equals(table.name())) {
                found.add(table);
            }
        }
        Optional<Table> atHome =
                found.stream().filter(table -> table.schema().equals(home)).findFirst();
        return atHome.map(List::of).orElse(found);
    }

    /** What the user's name of a column may mean, in as many ways as it can be read. */
    List<Place> columns(String name) {
        List<Place> found = new ArrayList<>();
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            String column = name.substring(dot + 1);
            for (Table table : named(name.substring(0, dot))) {
                table.column(column).ifPresent(c -> found.add(new Place(table, c)));
            }
        }
        return found;
    }

    List<ForeignKey> from(Table child) {
        return foreignKeys.stream()
                .filter(key -> key.child().root() == child.root())
                .toList();
    }

    /** A column with its table. */
    record Place(Table table, Table.Column column) {
        String label() {
            return table.label() + "." + column.name();
        }
    }
}
