package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Weighs what was found by the size of the tables, and takes out what an author or a playbook knows of. */
final class Sifting {

    /** Below this a scan or a rewrite is over before anybody waits. */
    private static final long FEW_ROWS = 1_000;

    /**
     * A file's ignores.
     *
     * @param alone what is found in the file without those before it, where tables that they make are no new ones
     */
    record Noted(Script script, List<Ignore> ignores, Supplier<List<Finding>> alone) {

        Noted {
            ignores = List.copyOf(ignores);
        }
    }

    private final Map<String, String> allowed;
    private final List<Rule> rules;
    private final List<Finding> kept = new ArrayList<>();
    private final List<LintReport.Ignored> ignored = new ArrayList<>();
    private final Set<Ignore> used = new HashSet<>();

    Sifting(Map<String, String> allowed, List<Rule> rules) {
        this.allowed = allowed;
        this.rules = rules;
    }

    LintReport sift(
            List<Finding> findings, List<Noted> notes, List<LintReport.Unparsed> unparsed, int files, int statements) {
        findings.forEach(finding -> sift(finding, notes));
        notes.forEach(this::aboutIgnores);
        rule("X003")
                .ifPresent(rule -> unparsed.forEach(u -> kept.add(new Finding(
                        rule,
                        rule.severity(),
                        u.at(),
                        Optional.empty(),
                        "",
                        java.util.OptionalLong.empty(),
                        "the statement is not understood, and no rule has looked at it: " + u.said(),
                        "",
                        Optional.empty()))));
        List<String> order = new ArrayList<>();
        notes.forEach(note -> order.add(note.script().source().file().toString()));
        kept.sort(Comparator.<Finding>comparingInt(f -> place(order, f.at()))
                .thenComparing(f -> f.at().line())
                .thenComparing(f -> f.at().column())
                .thenComparing(f -> f.rule().id()));
        return new LintReport(kept, ignored, unparsed, files, statements);
    }

    private static int place(List<String> order, Location at) {
        return order.indexOf(at.file().toString());
    }

    private void sift(Finding finding, List<Noted> notes) {
        Optional<Ignore> ignore = ignoreOf(finding, notes);
        ignore.ifPresent(used::add);
        if (isImpossible(finding)) {
            return;
        }
        String reason = allowed.get(finding.rule().id());
        if (ignore.isPresent() && !ignore.get().isOutgrownBy(finding)) {
            ignored.add(new LintReport.Ignored(finding, ignore.get().reason()));
        } else if (ignore.isPresent()) {
            String most = Numbers.grouped(ignore.get().mostRows().orElse(0));
            kept.add(weighed(finding).saying("; it is ignored up to " + most + " rows alone"));
        } else if (reason != null) {
            ignored.add(new LintReport.Ignored(finding, reason));
        } else {
            kept.add(weighed(finding));
        }
    }

    private static Optional<Ignore> ignoreOf(Finding finding, List<Noted> notes) {
        for (Noted note : notes) {
            boolean here = note.script().source().file().equals(finding.at().file());
            if (here) {
                Optional<Ignore> ignore = note.ignores().stream()
                        .filter(i -> covers(i, finding, note.script()))
                        .findFirst();
                if (ignore.isPresent()) {
                    return ignore;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean covers(Ignore ignore, Finding finding, Script script) {
        return ignore.covers(
                finding,
                finding.part().map(part -> indexOf(script, part.statement())).orElse(-1));
    }

    private static int indexOf(Script script, Statement statement) {
        for (int i = 0; i < script.statements().size(); i++) {
            if (script.statements().get(i).start() == statement.start()) {
                return i;
            }
        }
        return -1;
    }

    /** Rows that are not there are in nobody's way. */
    private static boolean isImpossible(Finding finding) {
        boolean none = finding.rows().isPresent() && finding.rows().getAsLong() == 0;
        return none && finding.rule().family() == Family.V;
    }

    private static Finding weighed(Finding finding) {
        boolean few = finding.rows().isPresent() && finding.rows().getAsLong() < FEW_ROWS;
        Family family = finding.rule().family();
        boolean scales = family == Family.L || family == Family.B || family == Family.P;
        return few && scales ? finding.as(finding.severity().lower()) : finding;
    }

    private void aboutIgnores(Noted note) {
        note.ignores().stream()
                .filter(ignore -> !ignore.fault().isEmpty())
                .forEach(ignore -> rule("X002")
                        .ifPresent(rule -> add(rule, ignore, "the ignore is not understood: " + ignore.fault())));
        rule("X001")
                .ifPresent(rule -> idle(note)
                        .forEach(ignore -> add(
                                rule,
                                ignore,
                                "the ignore of " + String.join(", ", ignore.ids()) + " ignores nothing")));
    }

    /** Where all that is pending is linted together, tables are new that are old where the ignore is meant for. */
    private List<Ignore> idle(Noted note) {
        List<Ignore> unused = note.ignores().stream()
                .filter(ignore -> ignore.fault().isEmpty()
                        && !used.contains(ignore)
                        && ignore.ids().stream().anyMatch(this::couldBeFound))
                .toList();
        if (unused.isEmpty()) {
            return List.of();
        }
        List<Finding> alone = note.alone().get();
        return unused.stream()
                .filter(ignore -> alone.stream().noneMatch(finding -> covers(ignore, finding, note.script())))
                .toList();
    }

    /** A rule that only a target's catalogs can answer is not missed where there are none. */
    private boolean couldBeFound(String id) {
        return rule(id).filter(rule -> !rule.needsFacts()).isPresent();
    }

    private Optional<Rule> rule(String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    private void add(Rule rule, Ignore ignore, String said) {
        kept.add(new Finding(
                rule,
                rule.severity(),
                ignore.at(),
                Optional.empty(),
                "",
                java.util.OptionalLong.empty(),
                said,
                rule.safely(),
                Optional.empty()));
    }
}
