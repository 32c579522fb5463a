package dev.pgplaybook.shell;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.sql.staging.Question;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the rows that are there are to hold: as flags say it, and otherwise as a person answers. */
final class StageAnswers {

    private StageAnswers() {}

    /**
     * SQL by the ids of the questions. What is not given is asked; the word {@code now}, which is no SQL by itself, is the time.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB503 with every missing answer, when nobody can be asked; PB518 with an answer that
     *     nobody asked for
     */
    static Map<String, String> of(Invocation in, Workshop workshop, List<Question> questions) {
        Map<String, String> answers = given(in, questions);
        List<Question> open =
                questions.stream().filter(q -> !answers.containsKey(q.id())).toList();
        if (!open.isEmpty() && !workshop.canAsk()) {
            throw Problem.of(ProblemCode.PB503, open.get(0).text())
                    .hint("answer with "
                            + open.stream()
                                    .map(q -> "--answer " + q.id() + "=SQL")
                                    .collect(Collectors.joining(" ")))
                    .at(open.get(0).part().location())
                    .asException();
        }
        open.forEach(question -> answers.put(question.id(), asked(workshop, question)));
        answers.replaceAll((id, sql) -> sql.strip().equalsIgnoreCase("now") ? "CURRENT_TIMESTAMP" : sql.strip());
        return answers;
    }

    private static String asked(Workshop workshop, Question question) {
        String answer = "";
        while (answer.isBlank()) {
            answer = workshop.operator().statement(question.text(), "--answer " + question.id() + "=");
        }
        return answer;
    }

    private static Map<String, String> given(Invocation in, List<Question> questions) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String given : in.all("--answer")) {
            int equals = given.indexOf('=');
            String id = equals < 0 ? given : given.substring(0, equals);
            if (equals < 0
                    || questions.stream().noneMatch(question -> question.id().equals(id))) {
                List<String> ids = questions.stream().map(Question::id).toList();
                throw Problem.of(ProblemCode.PB518, "--answer " + given + " answers no question of this migration")
                        .hint(ids.isEmpty() ? "it has none" : "it asks for " + String.join(", ", ids))
                        .asException();
            }
            answers.put(id, given.substring(equals + 1));
        }
        return answers;
    }
}
