package dev.pgplaybook.step;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.inference.Evidence;
import dev.pgplaybook.inference.Findings;
import dev.pgplaybook.inference.Judgement;
import dev.pgplaybook.inference.Verdict;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.Text;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.schema.Difference;
import dev.pgplaybook.schema.Drift;
import dev.pgplaybook.schema.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a resolve step knows of the database's schema before it marks anything: which migrations are there, by how many facts, and what
 * is to be said of those that are not.
 */
final class Contents {

    /** So many of what speaks against a migration are said in a finding; infer shows them all. */
    private static final int REASONS = 3;

    private static final int DRIFTS = 5;

    private final Context context;
    private final Step step;
    private final Work.Resolve work;
    private final Findings findings;
    private final Drift drift;
    private final List<Case> cases;

    /** A migration that the step may mark, with what is known of it. */
    private record Case(
            Judgement judgement, boolean named, Optional<Boolean> probed, Optional<String> reason, boolean surpassed) {

        /** Whether the step marks it. */
        boolean isMarked() {
            return named || reason.isPresent() || probed.orElseGet(() -> isThere());
        }

        private boolean isThere() {
            return switch (judgement.verdict()) {
                case APPLIED -> true;
                case UNOBSERVABLE -> surpassed;
                case ABSENT, PARTIAL, DIVERGED -> false;
            };
        }
    }

    private Contents(Context context, Step step, Work.Resolve work, Findings findings, Drift drift, List<Case> cases) {
        this.context = context;
        this.step = step;
        this.work = work;
        this.findings = findings;
        this.drift = drift;
        this.cases = cases;
    }

    /** @throws dev.pgplaybook.problem.ProblemException PB220 or PB6xx: it cannot be known */
    static Contents look(Context context, Step step, Work.Resolve work) {
        Inspection inspection = Inspection.of(context);
        try (Session reader = context.reader(step)) {
            Findings findings = inspection.infer(reader, context.migrations());
            List<Case> cases = new ArrayList<>();
            for (Judgement judgement : findings.judgements()) {
                String name = judgement.migration();
                cases.add(new Case(
                        judgement,
                        work.applied().contains(name),
                        Optional.ofNullable(work.probes().get(name)).map(probe -> answer(context, reader, probe)),
                        Optional.ofNullable(work.although().get(name)),
                        findings.isSurpassed(name)));
            }
            List<String> marked = marked(cases);
            Drift drift = inspection.residual(reader, findings, context.migrations(), marked);
            return new Contents(context, step, work, findings, drift.withoutLesser(), cases);
        }
    }

    private static boolean answer(Context context, Session reader, Text probe) {
        List<Row> rows = BoundSql.of(probe, context.variables()).ask(reader).rows();
        return !rows.isEmpty() && rows.get(0).flag(0);
    }

    /** The migrations that the step marks, in their order. */
    List<String> marked() {
        return marked(cases);
    }

    private static List<String> marked(List<Case> cases) {
        return cases.stream()
                .filter(Case::isMarked)
                .map(each -> each.judgement().migration())
                .toList();
    }

    /** What was looked at: a schema that is another one when the step is taken has not been looked at. */
    Fingerprint fingerprint() {
        return findings.database().fingerprint();
    }

    /** Such as "41 of 41 facts hold". */
    String facts(String migration) {
        return findings.of(migration).map(this::facts).orElse("");
    }

    private String facts(Judgement judgement) {
        if (judgement.verdict() == Verdict.UNOBSERVABLE) {
            return "the schema cannot tell"
                    + (findings.isSurpassed(judgement.migration()) ? ", what comes behind it is there" : "");
        }
        return holding(judgement);
    }

    private static String holding(Judgement judgement) {
        return judgement.facts() + (judgement.of() == 1 ? " holds" : " hold");
    }

    List<Finding> findings() {
        List<Finding> said = new ArrayList<>();
        for (Case each : cases) {
            finding(each).ifPresent(said::add);
        }
        if (!drift.isEmpty()) {
            said.add(Finding.warned(
                    step.id() + ".drift", "the database has what its migrations make, and nothing else", drift()));
        }
        return said;
    }

    private Optional<Finding> finding(Case each) {
        Judgement judgement = each.judgement();
        String id = step.id() + ".facts." + judgement.migration();
        String title = judgement.migration() + " is in the database";
        if (judgement.verdict() == Verdict.APPLIED && each.isMarked()) {
            return Optional.of(Finding.passed(id, title, facts(judgement)));
        } else if (each.reason().isPresent()) {
            return Optional.of(Finding.warned(
                    id, title, "marked although: " + each.reason().get() + "; " + against(judgement)));
        } else if (each.probed().isPresent()) {
            return probed(each, id, title);
        } else if (judgement.verdict() == Verdict.UNOBSERVABLE) {
            return unseen(each, id, title);
        } else if (judgement.verdict() == Verdict.ABSENT && !each.named()) {
            return each.surpassed() || isBehindAMarkedOne(each)
                    ? Optional.of(Finding.warned(id, title, against(judgement) + "; deploy will run it"))
                    : Optional.empty();
        }
        return Optional.of(refused(id, title, holding(judgement), reasons(judgement)));
    }

    private Optional<Finding> probed(Case each, String id, String title) {
        boolean there = each.probed().orElseThrow();
        if (there) {
            return Optional.of(Finding.passed(id, title, "the probe says so; " + facts(each.judgement())));
        }
        return each.named()
                ? Optional.of(refused(id, title, "the probe says that it is not", ""))
                : Optional.of(Finding.passed(
                        id, each.judgement().migration() + " is not in the database", "the probe says so"));
    }

    /** What no schema shows is for a person to say: by naming it, or by agreeing to a plan in which it stands between what is there. */
    private Optional<Finding> unseen(Case each, String id, String title) {
        if (each.isMarked()) {
            return Optional.of(Finding.warned(id, title, facts(each.judgement())));
        }
        return work.infers() && isBetween(each)
                ? Optional.of(Finding.failed(
                        id,
                        title,
                        "the schema cannot tell: give the step a probe, or say with although why it is marked; neither does what"
                                + " comes behind it tell whether it was applied, or deploy is to run it"))
                : Optional.empty();
    }

    /** Whether it comes right behind what is there: further on, what is not there speaks for itself. */
    private boolean isBetween(Case each) {
        int place = cases.indexOf(each);
        return cases.subList(0, place).stream()
                .noneMatch(earlier -> earlier.judgement().verdict() == Verdict.ABSENT
                        && !earlier.surpassed()
                        && !isBehindAMarkedOne(earlier));
    }

    private boolean isBehindAMarkedOne(Case each) {
        return cases.subList(cases.indexOf(each), cases.size()).stream().anyMatch(Case::isMarked);
    }

    /** The way out comes before the reasons, which may be longer than a line. */
    private Finding refused(String id, String title, String said, String reasons) {
        return context.accepted().contains(id)
                ? Finding.warned(id, title, "accepted: " + said + reasons)
                : Finding.failed(
                        id, title, said + ", so leave it to deploy, or say with although why it is marked" + reasons);
    }

    private static String against(Judgement judgement) {
        return holding(judgement) + reasons(judgement);
    }

    /** Such as ": table public.orders is missing, and 2 more". */
    private static String reasons(Judgement judgement) {
        List<String> reasons = judgement.reasons().stream()
                .map(Evidence::said)
                .map(said -> said.replaceAll("\\s+", " "))
                .toList();
        return reasons.isEmpty() ? "" : ": " + Words.first(REASONS, reasons);
    }

    private String drift() {
        return Words.first(
                DRIFTS, drift.differences().stream().map(Difference::title).toList());
    }
}
