package dev.pgplaybook.run;

import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** In what two recordings differ, step by step; durations are told, and are no difference. */
public record RecordingDiff(List<Line> lines) {

    public RecordingDiff {
        lines = List.copyOf(lines);
    }

    /**
     * One thing.
     *
     * @param counts whether it is a difference in kind; a duration is not
     */
    public record Line(String step, String what, String first, String second, boolean counts) {}

    public static RecordingDiff between(Recording first, Recording second) {
        List<Line> lines = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>(first.steps().keySet());
        ids.addAll(second.steps().keySet());
        for (String id : ids) {
            Optional<Recording.Step> a = Optional.ofNullable(first.steps().get(id));
            Optional<Recording.Step> b = Optional.ofNullable(second.steps().get(id));
            if (a.isEmpty() || b.isEmpty()) {
                lines.add(new Line(id, "was taken", a.isPresent() ? "yes" : "no", b.isPresent() ? "yes" : "no", true));
            } else {
                lines.addAll(between(a.get(), b.get()));
            }
        }
        return new RecordingDiff(lines);
    }

    public boolean isSame() {
        return lines.stream().noneMatch(Line::counts);
    }

    private static List<Line> between(Recording.Step a, Recording.Step b) {
        List<Line> lines = new ArrayList<>();
        add(lines, a.id(), "ended", word(a), word(b));
        statements(lines, a, b);
        for (Finding finding : a.findings()) {
            b.findings().stream()
                    .filter(other ->
                            other.id().equals(finding.id()) && other.title().equals(finding.title()))
                    .findFirst()
                    .ifPresent(other -> add(
                            lines,
                            a.id(),
                            "check: " + finding.title(),
                            finding.verdict().word() + ", " + finding.said(),
                            other.verdict().word() + ", " + other.said()));
        }
        add(
                lines,
                a.id(),
                "fingerprint",
                a.fingerprint().orElse("none"),
                b.fingerprint().orElse("none"));
        Contract.slower(a.millis(), b.millis())
                .or(() -> Contract.slower(b.millis(), a.millis()))
                .ifPresent(text -> lines.add(new Line(a.id(), "took", a.millis() + " ms", b.millis() + " ms", false)));
        return lines;
    }

    /** Side by side, as they were sent: where one is missing, those behind it are told of as well. */
    private static void statements(List<Line> lines, Recording.Step a, Recording.Step b) {
        int most = Math.max(a.statements().size(), b.statements().size());
        for (int i = 0; i < most; i++) {
            Optional<Recording.Statement> left = at(a, i);
            Optional<Recording.Statement> right = at(b, i);
            String what = "statement " + (i + 1);
            String sql = left.map(Recording.Statement::sql).orElse("none");
            if (!sql.equals(right.map(Recording.Statement::sql).orElse("none"))) {
                add(
                        lines,
                        a.id(),
                        what,
                        sql,
                        right.map(Recording.Statement::sql).orElse("none"));
                return;
            }
            add(lines, a.id(), what + ", rows", rows(left), rows(right));
            add(lines, a.id(), what + ", SQLSTATE", state(left), state(right));
            Map<String, String> second =
                    right.map(Recording.Statement::observed).orElse(Map.of());
            left.map(Recording.Statement::observed)
                    .orElse(Map.of())
                    .forEach((name, seen) ->
                            add(lines, a.id(), what + ", " + name, seen, second.getOrDefault(name, seen)));
        }
    }

    private static Optional<Recording.Statement> at(Recording.Step step, int i) {
        return i < step.statements().size() ? Optional.of(step.statements().get(i)) : Optional.empty();
    }

    private static String rows(Optional<Recording.Statement> statement) {
        return statement.map(s -> String.valueOf(s.rows())).orElse("none");
    }

    private static String state(Optional<Recording.Statement> statement) {
        return statement.flatMap(Recording.Statement::sqlState).orElse("none");
    }

    private static String word(Recording.Step step) {
        return step.outcome().map(Outcome::word).orElse("unknown");
    }

    private static void add(List<Line> lines, String step, String what, String a, String b) {
        if (!a.equals(b)) {
            lines.add(new Line(step, what, a, b, true));
        }
    }
}
