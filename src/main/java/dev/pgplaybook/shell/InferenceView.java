package dev.pgplaybook.shell;

import dev.pgplaybook.inference.Evidence;
import dev.pgplaybook.inference.Findings;
import dev.pgplaybook.inference.Judgement;
import dev.pgplaybook.inference.Verdict;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.schema.Drift;
import dev.pgplaybook.step.Ground;
import java.util.ArrayList;
import java.util.List;

/** What a database was found to contain, on one screen, with what speaks against each doubtful migration. */
record InferenceView(Console console, boolean verbose, MigrationFolder folder, Ground ground) {

    /** As many migrations in a row of one verdict are shown as one line, unless more was asked for. */
    private static final int FOLDED = 4;

    private static final int REASONS = 5;

    void show(Findings findings, List<String> supposed, Drift residual, List<String> recorded) {
        Style style = console.style();
        console.line(style.bold(ground.url().database()) + " on " + ground.url().host() + ":"
                + ground.url().port() + " · " + folder.path());
        rows(findings, recorded);
        proof(supposed, residual);
        next(findings, supposed, recorded);
    }

    private void rows(Findings findings, List<String> recorded) {
        List<List<String>> rows = new ArrayList<>();
        List<List<String>> reasons = new ArrayList<>();
        for (List<Judgement> group : groups(findings.judgements())) {
            Judgement first = group.get(0);
            rows.add(group.size() > 1 ? folded(group) : row(first, recorded));
            reasons.add(group.size() > 1 ? List.of() : reasons(first, findings));
        }
        List<String> lines = new Table(List.of(" ", "migration", "is", "facts that hold"), rows).lines(console.style());
        console.line(lines.get(0));
        for (int i = 0; i < rows.size(); i++) {
            console.line(lines.get(i + 1));
            reasons.get(i)
                    .forEach(reason -> console.line("     " + console.style().dim(reason)));
        }
    }

    private List<String> row(Judgement judgement, List<String> recorded) {
        boolean isRecorded = recorded.contains(judgement.migration());
        boolean isThere = judgement.verdict() == Verdict.APPLIED;
        String history = isRecorded == isThere || judgement.verdict() == Verdict.UNOBSERVABLE
                ? ""
                : isRecorded ? "; the history says that it is applied" : "; the history does not have it";
        return List.of(
                sign(judgement.verdict()),
                judgement.migration(),
                judgement.verdict().word(),
                (judgement.of() == 0 ? "none can be seen" : judgement.holding() + " of " + judgement.of()) + history);
    }

    private List<String> folded(List<Judgement> group) {
        long holding = group.stream().mapToLong(Judgement::holding).sum();
        long of = group.stream().mapToLong(Judgement::of).sum();
        Judgement first = group.get(0);
        return List.of(
                sign(first.verdict()),
                first.migration() + " … " + group.get(group.size() - 1).migration(),
                first.verdict().word(),
                (of == 0 ? "none can be seen" : holding + " of " + of) + ", all " + group.size());
    }

    private List<List<Judgement>> groups(List<Judgement> judgements) {
        List<List<Judgement>> groups = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= judgements.size(); i++) {
            boolean ends = i == judgements.size()
                    || judgements.get(i).verdict() != judgements.get(from).verdict();
            if (ends) {
                List<Judgement> group = judgements.subList(from, i);
                boolean folds = !verbose
                        && group.size() >= FOLDED
                        && isPlain(group.get(0).verdict());
                groups.addAll(
                        folds ? List.of(group) : group.stream().map(List::of).toList());
                from = i;
            }
        }
        return groups;
    }

    private static boolean isPlain(Verdict verdict) {
        return verdict == Verdict.APPLIED || verdict == Verdict.ABSENT;
    }

    private String sign(Verdict verdict) {
        return switch (verdict) {
            case APPLIED -> console.style().good();
            case ABSENT -> console.style().point();
            case UNOBSERVABLE, PARTIAL, DIVERGED -> console.style().warning();
        };
    }

    private List<String> reasons(Judgement judgement, Findings findings) {
        return switch (judgement.verdict()) {
            case APPLIED, ABSENT -> List.of();
            case UNOBSERVABLE ->
                List.of((judgement.evidence().isEmpty()
                                ? "it changes no schema"
                                : "later migrations leave nothing of it to be seen")
                        + (findings.isSurpassed(judgement.migration())
                                ? "; what comes behind it is there"
                                : "; it was applied, or it was not: a probe would tell"));
            case PARTIAL, DIVERGED -> {
                List<String> said = (verbose ? judgement.against() : judgement.reasons())
                        .stream()
                                .map(Evidence::said)
                                .map(text -> text.replace('\n', ' '))
                                .toList();
                List<String> shown =
                        new ArrayList<>(said.subList(0, verbose ? said.size() : Math.min(REASONS, said.size())));
                if (shown.size() < said.size()) {
                    shown.add("and " + (said.size() - shown.size()) + " more; -v shows them");
                }
                yield shown;
            }
        };
    }

    private void proof(List<String> supposed, Drift residual) {
        String made = supposed.size() == 1 ? "this migration makes" : "these " + supposed.size() + " migrations make";
        if (supposed.isEmpty()) {
            console.line("no migration is there");
        } else if (residual.isEmpty()) {
            console.line(console.style().good() + " proved on a sandbox: the schema is what " + made);
        } else {
            console.line("on a sandbox, what " + made + " differs from the database in:");
        }
        new DriftView(console).lines(residual).forEach(console::line);
    }

    private void next(Findings findings, List<String> supposed, List<String> recorded) {
        List<String> unrecorded = findings.with(Verdict.APPLIED).stream()
                .filter(name -> !recorded.contains(name))
                .toList();
        if (unrecorded.isEmpty()) {
            return;
        }
        console.line(console.style().dim("what to type next"));
        console.line("  " + console.style().cyan("resolve --applied infer") + "  mark "
                + (supposed.size() == 1 ? "it" : "what is there") + " as applied");
    }
}
