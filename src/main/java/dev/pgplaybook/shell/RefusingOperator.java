package dev.pgplaybook.shell;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.run.Proposal;
import dev.pgplaybook.run.Question;

/** Nobody is there to be asked: says which flag would have answered. */
record RefusingOperator() implements Operator {

    @Override
    public Consent consent(Proposal proposal) {
        if (proposal.needsPerson()) {
            throw Problem.of(
                            ProblemCode.PB503,
                            "The step " + proposal.step().id() + " on "
                                    + proposal.target().name()
                                    + ", which is protected, needs the database's name typed by a person")
                    .hint("give the command at a terminal; no flag stands for it")
                    .asException();
        }
        String flag = proposal.needsName() ? "--confirm " + proposal.target().database() : "--yes";
        throw Problem.of(
                        ProblemCode.PB503,
                        "The step " + proposal.step().id() + " needs consent, and there is no terminal to ask at")
                .at(proposal.step().at())
                .hint("look at the plan, then run it again with " + flag)
                .asException();
    }

    @Override
    public String choose(Question question) {
        throw question.unanswered("Nobody is there to decide: " + question.text());
    }

    @Override
    public String statement(String question, String flag) {
        throw Problem.of(ProblemCode.PB503, "Nobody is there to answer: " + question)
                .hint("answer it with " + flag + " \"…\"")
                .asException();
    }
}
