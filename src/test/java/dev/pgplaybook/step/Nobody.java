package dev.pgplaybook.step;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.run.Proposal;
import dev.pgplaybook.run.Question;

/** Where no terminal is: every question is refused with PB503. */
final class Nobody implements Operator {

    @Override
    public Consent consent(Proposal proposal) {
        throw Problem.of(ProblemCode.PB503, "consent to " + proposal.step().id())
                .asException();
    }

    @Override
    public String statement(String question, String flag) {
        throw Problem.of(ProblemCode.PB503, question).asException();
    }

    @Override
    public String choose(Question question) {
        throw question.unanswered(question.text());
    }
}
