package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.Session.Answer;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.playbook.Check;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** Asks a playbook's checks of the database, read-only, and makes findings of the answers. */
final class Questions {

    private final Context context;
    private final Step step;

    Questions(Context context, Step step) {
        this.context = context;
        this.step = step;
    }

    /** @param ids what the findings' ids begin with; a number follows */
    List<Finding> ask(List<Check> checks, String ids) {
        if (checks.isEmpty()) {
            return List.of();
        }
        try (Session session = context.reader(step)) {
            List<Finding> findings = new ArrayList<>();
            for (Check check : checks) {
                findings.add(ask(check, session, ids + "." + (findings.size() + 1)));
            }
            return findings;
        }
    }

    private Finding ask(Check check, Session session, String id) {
        try {
            Answer answer = BoundSql.of(check.sql(), context.variables()).ask(session);
            return Answers.difference(check.expect(), answer)
                    .map(difference -> Finding.failed(id, check.title(), difference))
                    .orElseGet(() -> Finding.passed(id, check.title(), Answers.shown(check.expect(), answer)));
        } catch (ProblemException e) {
            Problem problem = e.first();
            return Finding.failed(
                    id,
                    check.title(),
                    problem.message() + problem.at().map(at -> " at " + at).orElse(""));
        }
    }
}
