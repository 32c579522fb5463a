package dev.pgplaybook.testing;

import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.run.Proposal;
import dev.pgplaybook.run.Question;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Answers in the order of its script, and fails on a question that the script does not expect. */
public final class ScriptedOperator implements Operator {

    private final Deque<Object> answers = new ArrayDeque<>();
    private final List<Proposal> proposals = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();

    public ScriptedOperator says(Consent... consents) {
        answers.addAll(List.of(consents));
        return this;
    }

    public ScriptedOperator states(String statement) {
        answers.add(statement);
        return this;
    }

    /** What was asked so far. */
    public List<Proposal> proposals() {
        return List.copyOf(proposals);
    }

    @Override
    public Consent consent(Proposal proposal) {
        proposals.add(proposal);
        if (answers.poll() instanceof Consent consent) {
            return consent;
        }
        throw new AssertionError(
                "nobody expected to be asked about the step " + proposal.step().id());
    }

    /** Answered with the choice's word. */
    @Override
    public String choose(Question question) {
        questions.add(question);
        if (answers.poll() instanceof String word && question.isAnsweredBy(word)) {
            return word;
        }
        throw new AssertionError("nobody expected the question " + question);
    }

    /** Whether any answer is left. */
    public boolean isPrepared() {
        return !answers.isEmpty();
    }

    /** What had to be decided so far. */
    public List<Question> questions() {
        return List.copyOf(questions);
    }

    @Override
    public String statement(String question, String flag) {
        if (answers.poll() instanceof String statement) {
            return statement;
        }
        throw new AssertionError("nobody expected the question " + question);
    }
}
