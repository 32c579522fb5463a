package dev.pgplaybook.step;

import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What a deployment would do.
 *
 * @param asPrisma whether it goes as far as it can, as Prisma's command does, and what cannot be read is no reason not to begin
 * @param traces what earlier runs have seen the migrations do
 * @param brief whether nobody is asked: then the statements are left out, as each is recorded when it is sent
 */
record DeployPlan(ExecutionModel model, boolean asPrisma, boolean brief, LastTraces traces) {

    /** What is left of a migration that was begun before. */
    record Rest(String migration, List<Statement> statements) {}

    Plan of(List<Migration> pending) {
        return of(List.of(), pending);
    }

    /** @param begun what is gone on with before anything else is begun */
    Plan of(List<Rest> begun, List<Migration> pending) {
        List<Plan.Line> lines = new ArrayList<>();
        lines.add(
                Plan.Line.read(
                        "a Prisma CLI that is started meanwhile waits for the history's lock for 10 s, and then fails with P1002"));
        boolean destructive = false;
        for (Rest rest : begun) {
            lines.add(Plan.Line.previewed("go on with " + rest.migration() + ", "
                    + Words.count(rest.statements().size(), "statement") + ", and finish its row"));
            rest.statements().forEach(statement -> lines.add(StatementLine.of(statement)));
            destructive |= rest.statements().stream().anyMatch(Statement::isDestructive);
        }
        for (Migration migration : pending) {
            if (asPrisma && !migration.hasScript()) {
                lines.add(Plan.Line.notPreviewable(migration.name() + " has no migration.sql; deploy stops here"));
                break;
            }
            destructive |= add(migration, lines);
        }
        return new Plan(lines, true, destructive);
    }

    /** Gives whether something would be lost. */
    private boolean add(Migration migration, List<Plan.Line> lines) {
        Script script;
        try {
            script = migration.script();
        } catch (ProblemException e) {
            if (!asPrisma || model != ExecutionModel.WHOLE_SCRIPT) {
                throw e;
            }
            lines.add(unread(migration, e.first()));
            return true;
        }
        lines.add(Plan.Line.previewed("apply " + migration.name() + ", "
                + Words.count(script.statements().size(), "statement") + ", " + manner(script)));
        lines.addAll(traces.of(migration));
        if (!brief) {
            script.statements().forEach(statement -> lines.add(StatementLine.of(statement)));
        }
        return script.statements().stream().anyMatch(Statement::isDestructive);
    }

    /** The server cuts the script itself, and has the last word. */
    private static Plan.Line unread(Migration migration, Problem problem) {
        Plan.Line line = Plan.Line.notPreviewable("send " + migration.name() + " as one script: " + problem.message());
        return problem.at().map(line::at).orElse(line);
    }

    private String manner(Script script) {
        return switch (model) {
            case TRANSACTION ->
                script.fitsOneTransaction()
                        ? "in one transaction with its history row"
                        : "statement by statement, since it cannot be in one transaction";
            case WHOLE_SCRIPT -> "as one script";
            case PER_STATEMENT -> "each committing alone";
        };
    }
}
