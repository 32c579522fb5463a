package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.problem.Source;

/**
 * A file to lint.
 *
 * @param name the migration's, or the file's own
 * @param judged whether its findings are asked for; otherwise it is read for what it makes of the schema
 * @param pending whether it is known to be still to be applied
 * @param isMigration whether it lies in a migrations folder
 */
public record LintFile(String name, Source source, boolean judged, boolean pending, boolean isMigration) {

    public static LintFile of(String name, Source source) {
        return new LintFile(name, source, true, false, true);
    }
}
