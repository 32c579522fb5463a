package dev.pgplaybook.draft;

import dev.pgplaybook.inference.Judgement;
import dev.pgplaybook.inference.Verdict;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.run.Question;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What becomes of each migration.
 *
 * @param marked that the playbook marks as applied, without running them
 * @param although among them, those that the operator says are there, and the schema does not
 * @param kept that the operator says are not there, where the schema does not tell
 * @param pending that the playbook applies, in the folder's order
 */
public record Decisions(List<String> marked, Set<String> although, Set<String> kept, List<String> pending) {

    private static final String APPLIED = "applied";

    private static final int REASONS = 3;

    public Decisions {
        marked = List.copyOf(marked);
        although = Set.copyOf(although);
        kept = Set.copyOf(kept);
        pending = List.copyOf(pending);
    }

    /**
     * Asks for what the schema does not tell.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB503 when nobody is there to decide, naming the flag
     */
    public static Decisions of(FirstLook look, Operator operator) {
        Set<String> although = new LinkedHashSet<>();
        Set<String> kept = new LinkedHashSet<>();
        for (Judgement judgement : look.undecided()) {
            boolean applied = operator.choose(question(judgement)).equals(APPLIED);
            (applied ? although : kept).add(judgement.migration());
        }
        List<String> marked = new ArrayList<>(look.unrecorded());
        marked.addAll(although);
        List<String> pending = look.folder().migrations().stream()
                .map(Migration::name)
                .filter(name -> !look.recorded().contains(name) && !marked.contains(name))
                .toList();
        List<String> inOrder = look.folder().migrations().stream()
                .map(Migration::name)
                .filter(marked::contains)
                .toList();
        return new Decisions(inOrder, although, kept, pending);
    }

    private static Question question(Judgement judgement) {
        String known = judgement.verdict() == Verdict.UNOBSERVABLE
                ? "it leaves nothing in the schema that can be seen"
                : judgement.facts() + " hold" + against(judgement);
        return new Question(
                judgement.migration(),
                "Was " + judgement.migration() + " applied? " + known,
                List.of(
                        Question.choice(APPLIED, "it is marked as applied, and not run"),
                        Question.choice("pending", "the playbook's deploy runs it")));
    }

    private static String against(Judgement judgement) {
        List<String> said = judgement.against().stream()
                .map(evidence -> evidence.said().replaceAll("\\s+", " "))
                .limit(REASONS)
                .toList();
        return said.isEmpty() ? "" : "; against it: " + String.join(", ", said);
    }

    /** Whether there is anything for a playbook to do. */
    public boolean isNothing() {
        return marked.isEmpty() && pending.isEmpty();
    }
}
