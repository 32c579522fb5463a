package dev.pgplaybook.step;

import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.sql.Statement;

/** A statement as a plan shows it. */
final class StatementLine {

    private StatementLine() {}

    static Plan.Line of(Statement statement) {
        String mark = statement.isDestructive() ? "  loses data: " : "  ";
        return Plan.Line.previewed(mark + Words.oneLine(statement.text()))
                .detail(statement.text())
                .at(statement.location());
    }
}
