package dev.pgplaybook.draft;

import dev.pgplaybook.sql.hazard.Finding;
import dev.pgplaybook.sql.hazard.LintReport;
import dev.pgplaybook.sql.hazard.Severity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The text of a first playbook, with a reason beside each choice.
 *
 * @param name what it is called
 * @param migrations the folder, as seen from the playbook's file
 * @param variable the one that holds the database's URL; the URL itself is not written down
 * @param made the day
 */
public record FirstPlaybook(
        String name,
        String migrations,
        String variable,
        LocalDate made,
        FirstLook look,
        Decisions decisions,
        LintReport lint) {

    private static final int HAZARDS = 12;

    public String text() {
        List<String> parts = new ArrayList<>(List.of(head(), targets(), bounds(), "steps:"));
        if (!look.folder().migrations().isEmpty()) {
            parts.add(FROM_SCRATCH);
        }
        if (!decisions.marked().isEmpty()) {
            parts.add(legacy());
        }
        if (!decisions.pending().isEmpty()) {
            parts.add(deploy());
        }
        return String.join("\n", parts);
    }

    private String head() {
        return """
                # Made by pgplaybook new on %s, from %s (PostgreSQL %s) and what it contains of the migrations.
                # It is ready to be rehearsed. Change what you know better; docs/playbook.md has the whole format.
                version: 1
                playbook: %s
                title: %s
                migrations: %s
                """.formatted(
                        made,
                        look.ground().url().database(),
                        look.ground().identity().version(),
                        name,
                        quoted(title()),
                        quoted(migrations));
    }

    private String title() {
        List<String> pending = decisions.pending();
        return pending.isEmpty()
                ? "Record the migrations that the database contains"
                : "Bring " + look.ground().url().database() + " to " + pending.get(pending.size() - 1);
    }

    private String targets() {
        return """
                targets:
                  # The URL stays out of this file: it comes from the environment, or from a file that --env-file names.
                  # Protected: the database's own name is typed before anything changes, and a rehearsal must vouch for the run.
                  production:
                    url: ${%s}
                    protected: true
                  # A throwaway database with the schema of production, and its major version where one is to be had. No rows are
                  # copied; rows: { sample: 10%% } with masks, or rows: synthetic, would show what a migration does to rows.
                  rehearsal:
                    sandbox:
                      like: { target: production }
                """.formatted(variable);
    }

    private static String bounds() {
        return """
                # Asked before the first change: what to go back to when everything else has failed.
                backup:
                  ask: Which backup or branch can we go back to?

                # A statement that waits longer for a lock gives up and tries again, so that the application behind it does not wait.
                limits:
                  lock_timeout: 2s
                  lock_attempts: 5
                  statement_timeout: 15m

                # What lint calls an error stops the deploy on production; in a rehearsal it is a warning.
                hazards:
                  fail_on: error
                """;
    }

    private static final String FROM_SCRATCH = """
              # The folder by itself: whoever makes a new database gets through it.
              - id: from-scratch
                title: Every migration on an empty database
                validate:
                  sandbox: { like: empty }
                  deploy: all
            """;

    private String legacy() {
        StringBuilder step = new StringBuilder();
        int marked = decisions.marked().size();
        step.append("  # ").append(marked == 1 ? "One migration is" : marked + " migrations are");
        step.append(" in the database, by its schema, and not in its history: deploy would run them again.\n");
        step.append(
                "  # The schema is asked again when the step is taken; it marks what is there, and runs nothing.\n");
        if (!look.residual().withoutLesser().isEmpty()) {
            step.append("  # The database also differs from what those migrations make; see: pgplaybook infer\n");
        }
        step.append(
                "  - id: legacy\n    title: Mark what the database contains as applied\n    resolve:\n      applied: infer\n");
        if (!decisions.kept().isEmpty()) {
            step.append("      # Decided by hand where the schema does not tell: these are not there.\n      probe:\n");
            ordered(decisions.kept())
                    .forEach(migration ->
                            step.append("        ").append(quoted(migration)).append(": SELECT false\n"));
        }
        if (!decisions.although().isEmpty()) {
            step.append("      # Decided by hand where the schema does not tell: these are there.\n      although:\n");
            ordered(decisions.although())
                    .forEach(migration -> step.append("        ")
                            .append(quoted(migration))
                            .append(": decided when this playbook was made\n"));
        }
        return step.append("    undo: DELETE the rows that it made from _prisma_migrations\n")
                .toString();
    }

    private String deploy() {
        StringBuilder step = new StringBuilder();
        step.append(
                "  # Exactly these, in this order: anything else that is pending by then stops the step before a change.\n");
        hazards(step);
        step.append("  - id: deploy\n    title: ")
                .append(
                        decisions.pending().size() == 1
                                ? "Apply the pending migration"
                                : "Apply the " + decisions.pending().size() + " pending migrations")
                .append("\n    deploy:\n      expect:\n");
        decisions
                .pending()
                .forEach(migration ->
                        step.append("        - ").append(quoted(migration)).append('\n'));
        return step.append("    undo: point of no return\n").toString();
    }

    private void hazards(StringBuilder step) {
        List<Finding> grave = lint.findings().stream()
                .filter(finding -> finding.isAtLeast(Severity.WARNING))
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
        if (grave.isEmpty()) {
            step.append("  # Lint finds no hazard in them.\n");
            return;
        }
        step.append("  # What lint finds in them; explain RULE tells the safe way, and stage MIGRATION writes it:\n");
        grave.stream()
                .limit(HAZARDS)
                .forEach(finding -> step.append("  #   ")
                        .append(finding.severity().word())
                        .append(' ')
                        .append(finding.rule().id())
                        .append(' ')
                        .append(migration(finding))
                        .append(finding.at().line())
                        .append(": ")
                        .append(finding.said().replaceAll("\\s+", " "))
                        .append('\n'));
        if (grave.size() > HAZARDS) {
            step.append("  #   and ").append(grave.size() - HAZARDS).append(" more; see: pgplaybook lint --pending\n");
        }
    }

    /** By its folder's name. */
    private static String migration(Finding finding) {
        var folder = finding.at().file().getParent();
        return folder == null || folder.getFileName() == null ? "" : folder.getFileName() + ":";
    }

    private List<String> ordered(Set<String> names) {
        return look.folder().migrations().stream()
                .map(migration -> migration.name())
                .filter(names::contains)
                .collect(Collectors.toList());
    }

    /** As a YAML scalar that is nothing but this text. */
    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./][A-Za-z0-9_./ -]*") && !text.matches("[0-9.]+|true|false|null|yes|no|on|off")
                ? text
                : "'" + text.replace("'", "''").replace("${", "$${") + "'";
    }
}
