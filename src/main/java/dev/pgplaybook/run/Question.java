package dev.pgplaybook.run;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that only the operator can decide, with the answers that there are.
 *
 * @param id names it on the command line: {@code --answer ID=WORD}
 * @param text what is known, and what is not
 */
public record Question(String id, String text, List<Choice> choices) {

    public Question {
        choices = List.copyOf(choices);
    }

    /** One answer: the word that is typed, and what follows from it. */
    public record Choice(String word, String meaning) {}

    public static Choice choice(String word, String meaning) {
        return new Choice(word, meaning);
    }

    public boolean isAnsweredBy(String word) {
        return choices.stream().anyMatch(choice -> choice.word().equals(word));
    }

    /** How a script answers it. */
    public String flag() {
        return "--answer " + id + "=" + choices.stream().map(Choice::word).collect(Collectors.joining("|"));
    }

    /** What is said where nobody is there to answer, or with a word that is none of the answers. */
    public ProblemException unanswered(String message) {
        return Problem.of(ProblemCode.PB503, message)
                .hint("answer it with " + flag())
                .asException();
    }
}
