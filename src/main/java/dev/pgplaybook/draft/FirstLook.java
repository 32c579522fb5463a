package dev.pgplaybook.draft;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.inference.Findings;
import dev.pgplaybook.inference.Judgement;
import dev.pgplaybook.inference.Verdict;
import dev.pgplaybook.migration.HistoryTable;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.migration.Survey;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.schema.Drift;
import dev.pgplaybook.step.Ground;
import dev.pgplaybook.step.Inspection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is known of a database and a folder before anybody has decided anything. Nothing was changed for it.
 *
 * @param findings which migrations the database contains, by its schema
 * @param residual how it differs from what those make
 * @param recorded the migrations that its history has as applied
 */
public record FirstLook(
        Ground ground, MigrationFolder folder, Findings findings, Drift residual, Set<String> recorded) {

    public FirstLook {
        recorded = Set.copyOf(recorded);
    }

    /**
     * Looks at everything that a playbook depends on.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB205 when the history must be repaired first; PB204 when the database is full
     *     of something else; PB220 or PB6xx when it cannot be known
     */
    public static FirstLook of(
            Ground ground, MigrationFolder folder, Session reader, Inspection inspection, Clock clock) {
        Survey survey = Survey.of(folder, reader, clock);
        requireNoFailure(survey);
        Findings findings = inspection.infer(reader, folder);
        Set<String> pending = new HashSet<>();
        survey.history().pending().forEach(migration -> pending.add(migration.name()));
        Set<String> recorded = new HashSet<>();
        folder.migrations().stream()
                .map(Migration::name)
                .filter(name -> !pending.contains(name))
                .forEach(recorded::add);
        List<String> supposed = findings.supposed();
        if (supposed.isEmpty() && recorded.isEmpty() && !new HistoryTable(reader, clock).schemaIsEmpty()) {
            throw Problem.of(
                            ProblemCode.PB204,
                            ground.url().database() + " is not empty, and contains no migration of " + folder.path())
                    .hint("is it the right database, and the right folder? infer shows what was looked for")
                    .asException();
        }
        return new FirstLook(
                ground, folder, findings, inspection.residual(reader, findings, folder, supposed), recorded);
    }

    private static void requireNoFailure(Survey survey) {
        survey.history().failed().stream().findFirst().ifPresent(row -> {
            throw Problem.of(ProblemCode.PB205, "The history holds a failed migration: " + row.name())
                    .hint("put it right first: repair " + row.name())
                    .asException();
        });
    }

    /** Those that are there and that no history says so of. */
    public List<String> unrecorded() {
        return findings.judgements().stream()
                .filter(judgement -> !recorded.contains(judgement.migration()) && isMarkedByInference(judgement))
                .map(Judgement::migration)
                .toList();
    }

    /** As a resolve step with {@code applied: infer} decides by itself. */
    private boolean isMarkedByInference(Judgement judgement) {
        return judgement.verdict() == Verdict.APPLIED
                || (judgement.verdict() == Verdict.UNOBSERVABLE && findings.isSurpassed(judgement.migration()));
    }

    /** Those of which nothing but a person can tell whether they were applied. */
    public List<Judgement> undecided() {
        List<Judgement> undecided = new ArrayList<>();
        boolean absentSeen = false;
        for (Judgement judgement : findings.judgements()) {
            boolean surpassed = findings.isSurpassed(judgement.migration());
            absentSeen |= judgement.verdict() == Verdict.ABSENT && !surpassed;
            boolean open = switch (judgement.verdict()) {
                case PARTIAL, DIVERGED -> true;
                case UNOBSERVABLE -> !surpassed && !absentSeen && hasUnrecorded();
                case APPLIED, ABSENT -> false;
            };
            if (open && !recorded.contains(judgement.migration())) {
                undecided.add(judgement);
            }
        }
        return undecided;
    }

    /** With a whole history, what no schema shows is pending because the history does not have it. */
    private boolean hasUnrecorded() {
        return !unrecorded().isEmpty();
    }
}
