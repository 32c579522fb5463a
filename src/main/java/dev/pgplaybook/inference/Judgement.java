package dev.pgplaybook.inference;

import dev.pgplaybook.inference.Evidence.Vote;
import java.util.Comparator;
import java.util.List;

/**
 * What a database says of one migration.
 *
 * @param evidence one for each fact that the migration made, changed or took away
 */
public record Judgement(String migration, Verdict verdict, List<Evidence> evidence) {

    public Judgement {
        evidence = List.copyOf(evidence);
    }

    static Judgement of(String migration, List<Evidence> evidence) {
        long visible = evidence.stream().filter(Evidence::isVisible).count();
        long holding = count(evidence, Vote.HOLDS);
        Verdict verdict;
        if (visible == 0) {
            verdict = Verdict.UNOBSERVABLE;
        } else if (holding == visible) {
            verdict = Verdict.APPLIED;
        } else if (count(evidence, Vote.BEFORE) == visible) {
            verdict = Verdict.ABSENT;
        } else {
            verdict = count(evidence, Vote.OTHER) > 0 ? Verdict.DIVERGED : Verdict.PARTIAL;
        }
        return new Judgement(migration, verdict, evidence);
    }

    /** How many of the facts that can be seen are as the migration leaves them. */
    public long holding() {
        return count(evidence, Vote.HOLDS);
    }

    /** How many facts can be seen. */
    public long of() {
        return evidence.stream().filter(Evidence::isVisible).count();
    }

    /** What speaks against it. */
    public List<Evidence> against() {
        return evidence.stream()
                .filter(e -> e.vote() == Vote.BEFORE || e.vote() == Vote.OTHER)
                .toList();
    }

    /** The same for somebody who reads it: tables before columns, and nothing that goes with what is missing as a whole. */
    public List<Evidence> reasons() {
        List<String> missing = against().stream()
                .filter(Evidence::isMissing)
                .map(Evidence::key)
                .toList();
        return against().stream()
                .filter(evidence -> !evidence.isMissing()
                        || evidence.expected().orElseThrow().within().stream().noneMatch(missing::contains))
                .sorted(Comparator.comparing(Evidence::kind))
                .toList();
    }

    /** Such as "41 of 41 facts". */
    public String facts() {
        return holding() + " of " + of() + (of() == 1 ? " fact" : " facts");
    }

    private static long count(List<Evidence> evidence, Vote vote) {
        return evidence.stream().filter(e -> e.vote() == vote).count();
    }
}
