package dev.pgplaybook.run;

/** Who answers: a person at a terminal, a script in a test, or nobody but the flags that were given. */
public interface Operator {

    /**
     * Asks for consent to a step. Asking to see more is between the operator and the screen.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB503 when nobody can be asked, naming the flag that would have answered
     */
    Consent consent(Proposal proposal);

    /**
     * Asks for a statement in the operator's own words, to be recorded.
     *
     * @param flag the flag that answers it without a terminal
     */
    String statement(String question, String flag);

    /**
     * Asks for a decision.
     *
     * @return the word of one of its choices
     * @throws dev.pgplaybook.problem.ProblemException PB503 when nobody can be asked, naming the flag that would have answered
     */
    String choose(Question question);
}
