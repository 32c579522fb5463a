package dev.pgplaybook.draft;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.HazardFacts;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.migration.MigrationLint;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.Syntax;
import dev.pgplaybook.sql.hazard.HistoryFacts;
import dev.pgplaybook.sql.hazard.LintFile;
import dev.pgplaybook.sql.hazard.LintReport;
import dev.pgplaybook.sql.hazard.Linter;
import dev.pgplaybook.sql.hazard.Runner;
import dev.pgplaybook.sql.hazard.rules.Rules;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What the migrations that are still to be applied would do to this database, by its own numbers. */
public record PendingHazards(LintReport report, List<LintFile> files) {

    /**
     * Lints them.
     *
     * @param grammar what understands a statement; its classes are the caller's to load
     */
    public static PendingHazards of(
            MigrationFolder folder, List<String> pending, Session reader, Function<Statement, Syntax> grammar) {
        Set<String> names = new LinkedHashSet<>(pending);
        List<LintFile> files = MigrationLint.files(folder, names, names, false);
        LintReport report = new Linter(
                        Runner.PGPLAYBOOK, Rules.ids(), Rules.on(Set.of()), Map.of(), Optional.of(grammar))
                .lint(files, HazardFacts.read(reader, MigrationLint.scripts(files)), HistoryFacts.NONE, List.of());
        return new PendingHazards(report, files);
    }
}
