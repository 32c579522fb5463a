package dev.pgplaybook.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Trace;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.hazard.Observed;
import dev.pgplaybook.sql.hazard.Observed.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceHazardsTest {

    private static final Script SCRIPT = Script.split(Source.of(Path.of("m.sql"), "SELECT 1;\nSELECT 2;\n"));

    private final TraceHazards hazards = new TraceHazards(new Budget(Duration.ofSeconds(2), 10L << 20));

    @Test
    void passesOnWhatAStatementsLocksHaveShownWhereItStands() {
        hazards.add(
                traced(List.of(), List.of()),
                List.of(
                        statement(1, 0, 0),
                        statement(2, 0, 0, new Trace.Remark("R001", Trace.Severity.ERROR, "takes SHARE on x"))),
                SCRIPT);

        assertThat(hazards.all())
                .extracting(Observed::kind, observed -> observed.at().line(), Observed::said)
                .containsExactly(tuple(Kind.UNPREDICTED_LOCK, 2, "statement 2 takes SHARE on x"));
    }

    @Test
    void warnsOfStallsAndBytesAboveTheBudgetAlone() {
        hazards.add(
                traced(
                        List.of(),
                        List.of(
                                stall("writers", 0, 4200),
                                stall("writers", 1, 100),
                                stall("writers", 2, 4000),
                                stall("readers", 0, 1900))),
                List.of(statement(1, 10L << 20, 0), statement(2, 11L << 20, 30L << 20)),
                SCRIPT);

        assertThat(hazards.all())
                .extracting(Observed::kind, Observed::said)
                .containsExactly(
                        tuple(Kind.TOO_MUCH_WRITTEN, "statement 2 writes 11 MB of write-ahead log"),
                        tuple(Kind.TOO_MUCH_WRITTEN, "statement 2 writes 30 MB of temporary files"),
                        tuple(
                                Kind.LONG_STALL,
                                "writers of trades stop for 4.2 s on a sandbox, most of it at statement 2"));
    }

    @Test
    void addsUpWhatEachMigrationHolds() {
        hazards.add(traced(List.of(held("trades", 1500), held("users", 2500)), List.of()), List.of(), SCRIPT);
        assertThat(hazards.all()).isEmpty();

        hazards.add(traced(List.of(held("trades", 600)), List.of()), List.of(), SCRIPT);

        assertThat(hazards.all())
                .extracting(Observed::kind, Observed::said)
                .containsExactly(tuple(Kind.LOCKED_IN_ALL, "trades is locked for 2.1 s in all, by 2 migrations"));
    }

    @Test
    void knowsASchemaThatIsNotTheOnePromised() {
        hazards.otherSchema(SCRIPT, "the index i is missing");

        assertThat(hazards.all())
                .extracting(Observed::kind, Observed::said)
                .containsExactly(tuple(Kind.OTHER_SCHEMA, "behind it on a sandbox the index i is missing"));
    }

    private static Event.MigrationTraced traced(List<Event.Held> held, List<Event.Stall> stalls) {
        return new Event.MigrationTraced("s", "m", "c", 1, held, List.of(), List.of(), true, stalls);
    }

    private static Event.Held held(String relation, long millis) {
        return new Event.Held(relation, "ACCESS EXCLUSIVE", 1, millis);
    }

    private static Event.Stall stall(String who, int statement, long millis) {
        return new Event.Stall(
                "trades", who, statement, "m.sql:1:1", millis, millis, "trades", 60_000, true, Optional.empty());
    }

    private static Trace statement(int number, long wal, long temporary, Trace.Remark... remarks) {
        return new Trace(
                number,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                wal,
                temporary,
                Trace.Verdict.CONFIRMED,
                List.of(remarks));
    }
}
