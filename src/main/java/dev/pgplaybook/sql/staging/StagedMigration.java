package dev.pgplaybook.sql.staging;

import java.util.List;

/**
 * A migration in stages.
 *
 * @param added the statements by which the end schema differs from the original's: the defaults that answers bring
 * @param notes what was left as it was, and why, in whole sentences
 * @param fills what rows that have no value get, by the operator's answers or the migration's own words
 * @param tables those that were there and that it changes
 */
public record StagedMigration(
        List<Stage> stages, List<String> added, List<Fill> fills, List<String> notes, List<String> tables) {

    public StagedMigration {
        stages = List.copyOf(stages);
        added = List.copyOf(added);
        fills = List.copyOf(fills);
        notes = List.copyOf(notes);
        tables = List.copyOf(tables);
    }
}
