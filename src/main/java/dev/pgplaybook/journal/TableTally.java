package dev.pgplaybook.journal;

import java.util.List;
import java.util.Optional;

/**
 * What a table held at a moment.
 *
 * @param table with its schema, quoted where SQL needs that
 * @param rows how many; absent where it was not counted
 * @param columns with a digest of each; none where they were not read
 * @param why it was not counted
 */
public record TableTally(String table, Optional<String> rows, List<Column> columns, String why) {

    public TableTally {
        columns = List.copyOf(columns);
    }

    /**
     * A column, over all rows.
     *
     * @param digest the same for the same values in the same rows, in whatever order
     */
    public record Column(String name, String type, String digest) {}

    public static TableTally uncounted(String table, String why) {
        return new TableTally(table, Optional.empty(), List.of(), why);
    }

    public boolean isCounted() {
        return rows.isPresent();
    }

    public long count() {
        return Long.parseLong(rows.orElseThrow());
    }
}
