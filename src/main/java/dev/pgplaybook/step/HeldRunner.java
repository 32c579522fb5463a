package dev.pgplaybook.step;

import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Trail;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.run.Contract;
import dev.pgplaybook.run.Recording;
import dev.pgplaybook.run.Standing;
import dev.pgplaybook.run.StepRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Holds a step of a replay against the recording as a whole: how it ended, what its checks found, what it did not send, and the schema that
 * it leaves. Its statements are held as they are sent.
 */
final class HeldRunner extends AroundRunner {

    private final Context context;
    private final Step step;
    private final Contract contract;
    private final Supplier<Optional<String>> fingerprint;
    private final long start = System.nanoTime();
    private boolean whole = true;

    /** @param fingerprint of the schema, as it was last taken */
    HeldRunner(
            StepRunner inner, Context context, Step step, Contract contract, Supplier<Optional<String>> fingerprint) {
        super(inner);
        this.context = context;
        this.step = step;
        this.contract = contract;
        this.fingerprint = fingerprint;
        contract.begin(step.id());
    }

    /** What was sent in an earlier attempt is not sent again. */
    @Override
    public Standing reconcile(Trail trail) {
        whole = false;
        return super.reconcile(trail);
    }

    @Override
    public List<Finding> check() {
        List<Finding> findings = super.check();
        require(findingsThat(findings));
        return findings;
    }

    @Override
    public Outcome execute() {
        Outcome outcome = super.execute();
        if (!(outcome instanceof Outcome.Failed failed)) {
            return outcome;
        }
        boolean failedThen = recorded()
                .flatMap(Recording.Step::outcome)
                .filter(Outcome.Failed.class::isInstance)
                .isPresent();
        return failedThen || contract.broken(step.id()).isPresent()
                ? outcome
                : new Outcome.Failed(
                        problem("it failed, and did not then: "
                                + failed.problem().message()),
                        failed.stage(),
                        failed.left());
    }

    @Override
    public List<Finding> verify() {
        List<Finding> findings = super.verify();
        List<String> differences = new ArrayList<>(contract.watch(step.id())
                .map(Contract.StatementWatch::differences)
                .orElse(List.of()));
        if (whole) {
            differences.addAll(contract.watch(step.id())
                    .map(Contract.StatementWatch::missing)
                    .orElse(List.of()));
        }
        differences.addAll(findingsThat(findings));
        recorded()
                .flatMap(Recording.Step::outcome)
                .filter(o -> !(o instanceof Outcome.Done))
                .ifPresent(then -> differences.add("it is done, and was " + then.word() + " then"));
        Optional<String> then = recorded().flatMap(Recording.Step::fingerprint);
        fingerprint
                .get()
                .filter(now -> then.filter(t -> !t.equals(now)).isPresent())
                .ifPresent(now -> differences.add("the schema behind it is another: fingerprint " + now.substring(0, 12)
                        + ", and " + then.orElseThrow().substring(0, 12) + " then"));
        require(differences);
        noteSlow();
        return findings;
    }

    private void noteSlow() {
        recorded()
                .flatMap(then -> Contract.slower(then.millis(), (System.nanoTime() - start) / 1_000_000))
                .ifPresent(text -> context.log(step).slower("the step " + text));
    }

    /** The playbook's own questions and those of the step's kind; what is asked of a server as such differs from server to server. */
    private List<String> findingsThat(List<Finding> now) {
        List<String> differences = new ArrayList<>();
        for (Finding finding : now) {
            recorded().stream()
                    .flatMap(then -> then.findings().stream())
                    .filter(then ->
                            then.id().equals(finding.id()) && finding.id().startsWith(step.id() + "."))
                    .filter(then -> then.title().equals(finding.title()))
                    .findFirst()
                    .filter(then -> then.isFailed() != finding.isFailed()
                            || (contract.strict() && !then.said().equals(finding.said())))
                    .ifPresent(then -> differences.add("the check \"" + finding.title() + "\" found " + finding.said()
                            + ", and " + then.said() + " then"));
        }
        return differences;
    }

    private Optional<Recording.Step> recorded() {
        return Optional.ofNullable(contract.recording().steps().get(step.id()));
    }

    private void require(List<String> differences) {
        List<String> open = differences.stream()
                .filter(difference -> !contract.isAccepted(step.id(), difference))
                .toList();
        if (!open.isEmpty()) {
            throw problem(String.join("; ", open)).asException();
        }
    }

    private Problem problem(String differences) {
        return contract.problem(step.id(), List.of(differences)).orElseThrow();
    }
}
