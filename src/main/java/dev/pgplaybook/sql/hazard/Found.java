package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.Part;
import java.util.List;
import java.util.Optional;

/** Takes what one rule finds. */
public final class Found {

    private final Rule rule;
    private final Scene scene;
    private final List<Finding> findings;

    Found(Rule rule, Scene scene, List<Finding> findings) {
        this.rule = rule;
        this.scene = scene;
        this.findings = findings;
    }

    /**
     * A finding about a table.
     *
     * @param said what the change does, with the user's own names
     * @param instead what to write, or to do, instead
     */
    public void hazard(Change change, String table, String said, String instead) {
        hazard(rule.severity(), change.part(), table, said, instead, Optional.empty());
    }

    public void hazard(Part part, String table, String said, String instead) {
        hazard(rule.severity(), part, table, said, instead, Optional.empty());
    }

    /** With another weight than the rule's own. */
    public void hazard(Severity severity, Change change, String table, String said, String instead) {
        hazard(severity, change.part(), table, said, instead, Optional.empty());
    }

    /** With the query that shows the rows in the way. */
    public void precheck(Severity severity, Part part, String table, String said, String query) {
        hazard(severity, part, table, said, "", Optional.of(query));
    }

    private void hazard(
            Severity severity, Part part, String table, String said, String instead, Optional<String> query) {
        findings.add(new Finding(
                rule,
                severity,
                part.location(),
                Optional.of(part),
                table,
                scene.schema().rows(table),
                said,
                instead,
                query));
    }

    /** About a place that is no statement. */
    public void at(Location place, String said, String instead) {
        findings.add(new Finding(
                rule,
                rule.severity(),
                place,
                Optional.empty(),
                "",
                java.util.OptionalLong.empty(),
                said,
                instead,
                Optional.empty()));
    }
}
