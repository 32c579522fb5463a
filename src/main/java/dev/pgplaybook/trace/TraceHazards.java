package dev.pgplaybook.trace;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Trace;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.hazard.Observed;
import dev.pgplaybook.sql.hazard.Observed.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What traces have shown that no file tells, as lint's rules take it. */
public final class TraceHazards {

    private final Budget budget;
    private final List<Observed> observed = new ArrayList<>();
    private final Map<String, Long> heldMillis = new LinkedHashMap<>();
    private final Map<String, Integer> heldBy = new LinkedHashMap<>();
    private Optional<Location> last = Optional.empty();

    public TraceHazards(Budget budget) {
        this.budget = budget;
    }

    /**
     * A migration that was traced.
     *
     * @param statements what each of its statements did
     * @param script as it was then
     */
    public void add(Event.MigrationTraced trace, List<Trace> statements, Script script) {
        for (Trace statement : statements) {
            Location at = at(script, statement.number());
            statement
                    .remarks()
                    .forEach(remark -> kind(remark.rule())
                            .ifPresent(kind -> observed.add(new Observed(
                                    kind, at, "", "statement " + statement.number() + " " + remark.text()))));
            written(statement, at);
        }
        trace.stalls().stream()
                .filter(stall -> stall.statement() == 0
                        && stall.longestMillis() > budget.stall().toMillis())
                .forEach(stall -> stalled(stall, trace.stalls(), script));
        trace.held().forEach(held -> {
            heldMillis.merge(held.relation(), held.millis(), Long::sum);
            heldBy.merge(held.relation(), 1, Integer::sum);
        });
        last = Optional.of(at(script, 1));
    }

    /** The schema behind a migration was not what it and those before promise. */
    public void otherSchema(Script script, String said) {
        observed.add(new Observed(Kind.OTHER_SCHEMA, at(script, 1), "", "behind it on a sandbox " + said));
    }

    /** What all of them have shown, and what only all together do. */
    public List<Observed> all() {
        List<Observed> all = new ArrayList<>(observed);
        heldMillis.forEach((relation, millis) -> {
            int migrations = heldBy.getOrDefault(relation, 0);
            if (migrations > 1 && millis > budget.stall().toMillis()) {
                all.add(new Observed(
                        Kind.LOCKED_IN_ALL,
                        last.orElseThrow(),
                        relation,
                        relation + " is locked for " + seconds(millis) + " in all, by " + migrations + " migrations"));
            }
        });
        return all;
    }

    private void stalled(Event.Stall whole, List<Event.Stall> stalls, Script script) {
        int worst = stalls.stream()
                .filter(part -> part.statement() > 0
                        && part.relation().equals(whole.relation())
                        && part.who().equals(whole.who()))
                .max((one, other) -> Long.compare(one.longestMillis(), other.longestMillis()))
                .map(Event.Stall::statement)
                .orElse(1);
        observed.add(new Observed(
                Kind.LONG_STALL,
                at(script, worst),
                whole.relation(),
                whole.who() + " of " + whole.relation() + " stop for " + seconds(whole.longestMillis())
                        + " on a sandbox, most of it at statement " + worst));
    }

    private void written(Trace statement, Location at) {
        if (statement.walBytes() > budget.bytes()) {
            observed.add(tooMuch(at, statement, statement.walBytes(), "write-ahead log"));
        }
        if (statement.temporaryBytes() > budget.bytes()) {
            observed.add(tooMuch(at, statement, statement.temporaryBytes(), "temporary files"));
        }
    }

    private static Observed tooMuch(Location at, Trace statement, long bytes, String what) {
        return new Observed(
                Kind.TOO_MUCH_WRITTEN,
                at,
                "",
                "statement " + statement.number() + " writes " + String.format(Locale.ROOT, "%,d", bytes / (1L << 20))
                        + " MB of " + what);
    }

    private static Optional<Kind> kind(String rule) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.rule().equals(rule))
                .findFirst();
    }

    private static Location at(Script script, int number) {
        List<Statement> statements = script.statements();
        return statements.size() < number || number < 1
                ? script.source().locate(0)
                : statements.get(number - 1).location();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
