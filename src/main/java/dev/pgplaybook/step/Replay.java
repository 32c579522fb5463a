package dev.pgplaybook.step;

import dev.pgplaybook.journal.Entry;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Contract;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.run.Proposal;
import dev.pgplaybook.run.Question;
import dev.pgplaybook.run.Recording;
import dev.pgplaybook.schema.Drift;
import dev.pgplaybook.schema.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A recorded run, to be walked again on another database: its answers are given as they were, and everything that is observed is held
 * against it.
 */
public record Replay(RunDirectory run, List<Entry> entries, Contract contract) {

    public static Replay of(RunDirectory run, List<Entry> entries, boolean strict, UnaryOperator<String> mask) {
        return new Replay(run, entries, new Contract(Recording.of(run.id(), entries), strict, mask));
    }

    /** What of the files and the database is not as it was when the run began; empty where all is. */
    List<String> differences(List<Event.MigrationFile> files, int major, Optional<Snapshot> start) {
        List<String> found = new ArrayList<>(Changes.ofMigrations(entries, files));
        Optional<Event.SchemaSeen> then = entries.stream()
                .map(Entry::event)
                .filter(e -> e instanceof Event.SchemaSeen seen && seen.moment().equals(SchemaRecord.START))
                .map(Event.SchemaSeen.class::cast)
                .findFirst();
        then.filter(seen -> seen.major() != major)
                .ifPresent(seen -> found.add("PostgreSQL is " + major + ", and was " + seen.major()));
        then.ifPresent(seen -> start.filter(now -> !now.fingerprint().hex().equals(seen.fingerprint()))
                .ifPresent(now -> found.addAll(drift(now))));
        return found;
    }

    private List<String> drift(Snapshot now) {
        List<String> titles = SchemaRecord.read(run)
                .map(then -> Drift.between(then, now).withoutLesser().differences().stream()
                        .map(difference -> difference.title())
                        .toList())
                .orElse(List.of());
        return titles.isEmpty() ? List.of("the schema is another than the one in which it began") : titles;
    }

    /** Goes on with differences at the start where somebody says so; otherwise they end it. */
    void require(List<String> differences, Operator operator) {
        if (!differences.isEmpty()) {
            Problem problem = contract.problem("the start", differences).orElseThrow();
            if (!isAccepted("replay.start", problem, operator)) {
                throw problem.asException();
            }
        }
    }

    /** Whether somebody is there and accepts what differs. */
    static boolean isAccepted(String id, Problem problem, Operator operator) {
        Question question = new Question(
                id,
                problem.message(),
                List.of(
                        Question.choice("accept", "it, and go on"),
                        Question.choice("stop", "here; what was open is rolled back")));
        try {
            return operator.choose(question).equals("accept");
        } catch (dev.pgplaybook.problem.ProblemException e) {
            if (e.first().code() == ProblemCode.PB503) {
                return false;
            }
            throw e;
        }
    }

    /** Answers as it was answered then; what was not asked then is for whoever is there now. */
    Operator answering(Operator present) {
        return new Operator() {
            @Override
            public Consent consent(Proposal proposal) {
                return Replay.this.consent(proposal.step()).orElseGet(() -> present.consent(proposal));
            }

            @Override
            public String statement(String question, String flag) {
                return entries.stream()
                        .map(Entry::event)
                        .filter(e -> e instanceof Event.Answered answered
                                && answered.question().equals(question))
                        .map(e -> ((Event.Answered) e).answer())
                        .findFirst()
                        .orElseGet(() -> present.statement(question, flag));
            }

            @Override
            public String choose(Question question) {
                return present.choose(question);
            }
        };
    }

    /** A rehearsal asked nobody, and agreed. */
    private Optional<Consent> consent(Step step) {
        return Optional.ofNullable(contract.recording().steps().get(step.id()))
                .flatMap(Recording.Step::outcome)
                .map(outcome -> outcome.fold(
                        done -> new Consent.Yes(),
                        skipped -> new Consent.Skip(skipped.reason()),
                        declined -> new Consent.No(),
                        failed -> new Consent.Yes()));
    }

    /** Whether the run took the step at all, in whatever way it ended. */
    public boolean took(String step) {
        return Optional.ofNullable(contract.recording().steps().get(step))
                .flatMap(Recording.Step::outcome)
                .filter(outcome -> !(outcome instanceof Outcome.Declined))
                .isPresent();
    }
}
