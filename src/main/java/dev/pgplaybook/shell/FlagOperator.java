package dev.pgplaybook.shell;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.run.Proposal;
import dev.pgplaybook.run.Question;
import java.util.Map;
import java.util.Optional;

/**
 * Answers from the flags of the command line, and passes on what they do not answer. A blanket {@code --yes} never stands for a name
 * that must be given.
 */
record FlagOperator(
        boolean yes, Optional<String> confirm, Optional<String> backup, Map<String, String> answers, Operator next)
        implements Operator {

    @Override
    public Consent consent(Proposal proposal) {
        if (!proposal.needsName()) {
            return yes || confirm.isPresent() ? new Consent.Yes() : next.consent(proposal);
        } else if (confirm.isEmpty()) {
            return next.consent(proposal);
        } else if (!confirm.get().equals(proposal.target().database())) {
            throw Problem.of(
                            ProblemCode.PB504,
                            "--confirm says " + confirm.get() + ", and the database's name is "
                                    + proposal.target().database())
                    .hint("is it the right target? Nothing was changed by this step")
                    .asException();
        }
        return proposal.needsPerson() ? next.consent(proposal) : new Consent.Yes();
    }

    @Override
    public String choose(Question question) {
        String answer = answers.get(question.id());
        if (answer == null) {
            return next.choose(question);
        } else if (!question.isAnsweredBy(answer)) {
            throw question.unanswered(answer + " is no answer to: " + question.text());
        }
        return answer;
    }

    @Override
    public String statement(String question, String flag) {
        return flag.equals("--backup") && backup.isPresent() ? backup.get() : next.statement(question, flag);
    }
}
