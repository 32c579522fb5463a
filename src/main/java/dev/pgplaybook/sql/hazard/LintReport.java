package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.problem.Location;
import java.util.List;
import java.util.Optional;

/**
 * What a lint has found.
 *
 * @param findings in the order of the files, and in each from top to bottom
 * @param ignored what an author or a playbook knows of
 * @param unparsed the statements of which nothing was understood, or that are no SQL
 */
public record LintReport(
        List<Finding> findings, List<Ignored> ignored, List<Unparsed> unparsed, int files, int statements) {

    public LintReport {
        findings = List.copyOf(findings);
        ignored = List.copyOf(ignored);
        unparsed = List.copyOf(unparsed);
    }

    /** A finding that stops nothing, and why. */
    public record Ignored(Finding finding, String reason) {}

    /** A statement that was not understood. */
    public record Unparsed(Location at, String said) {}

    public long count(Severity severity) {
        return findings.stream().filter(f -> f.severity() == severity).count();
    }

    /** Whether something weighs at least so much; absent: nothing ever does. */
    public boolean fails(Optional<Severity> least) {
        return least.isPresent() && findings.stream().anyMatch(f -> f.isAtLeast(least.get()));
    }
}
