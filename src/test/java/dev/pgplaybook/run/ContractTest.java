package dev.pgplaybook.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Entry;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContractTest {

    private final List<Entry> entries = new ArrayList<>();

    @BeforeEach
    void record() {
        record(new Event.RunStarted(
                "b",
                "t",
                "f",
                "c",
                "box",
                true,
                true,
                "1",
                "me",
                List.of(new Event.PlannedStep("proof", "validate", "p"), new Event.PlannedStep("a", "deploy", "a"))));
        record(new Event.StepReached("proof"));
        statement("proof", "CREATE TABLE elsewhere ()", 0);
        record(new Event.StepFinished("proof", new Outcome.Done("ok"), 9));
        record(new Event.StepReached("a"));
        statement("a", "ALTER TABLE t", 0);
        statement("a", "UPDATE t", 7);
        record(new Event.CallStarted("a", 1, "POST /", true));
        statement("a", "INSERT INTO t", 1);
        record(new Event.CallFinished("a", 3, "1 row"));
        record(new Event.StepFinished("a", new Outcome.Done("ok"), 20));
    }

    @Test
    void holdsNeitherASandboxOfItsOwnNorWhatStoodInForACall() {
        Recording recording = Recording.of("run", entries);

        assertThat(recording.steps().get("proof").statements()).isEmpty();
        assertThat(recording.steps().get("a").statements())
                .extracting(Recording.Statement::sql)
                .containsExactly("ALTER TABLE t", "UPDATE t");
    }

    @Test
    void knowsAStepThatWasLeftOutBehindAFailure() {
        record(new Event.StepFinished("a", new Outcome.Skipped("it is there"), 0));
        record(new Event.StepFinished("never", new Outcome.Skipped("not wanted"), 0));

        Recording recording = Recording.of("run", entries);

        assertThat(recording.steps().get("a").outcome()).contains(new Outcome.Skipped("it is there"));
        assertThat(recording.steps().get("a").statements()).hasSize(2);
        assertThat(recording.steps().get("never").outcome()).contains(new Outcome.Skipped("not wanted"));
    }

    @Test
    void isKeptByTheSameStatementsInTheirOrder() {
        Contract contract = contract(false);
        send(contract, "ALTER TABLE t", 0, Optional.empty());
        send(contract, "UPDATE t", 900, Optional.empty());

        assertThat(contract.broken("a")).isEmpty();
        assertThat(watch(contract).missing()).isEmpty();
    }

    @Test
    void minds() {
        Contract contract = contract(true);
        send(contract, "ALTER TABLE t", 0, Optional.empty());
        send(contract, "UPDATE t", 6, Optional.empty());
        send(contract, "DELETE FROM t", 1, Optional.empty());

        assertThat(watch(contract).differences())
                .containsExactly("UPDATE t had 6 rows, and 7 then", "it sent another statement: DELETE FROM t");
    }

    @Test
    void takesAnAttemptThatIsRepeatedForOne() {
        Contract contract = contract(false);
        send(contract, "ALTER TABLE t", 0, Optional.empty());
        send(contract, "UPDATE t", 0, Optional.of("55P03"));
        send(contract, "ALTER TABLE t", 0, Optional.empty());
        send(contract, "UPDATE t", 7, Optional.empty());

        assertThat(contract.broken("a")).isEmpty();
    }

    @Test
    void mindsStatementsOutOfTheirOrder() {
        Contract contract = contract(false);
        send(contract, "ALTER TABLE t", 0, Optional.empty());
        send(contract, "ALTER TABLE t", 0, Optional.empty());

        assertThat(contract.broken("a")).isPresent();
    }

    @Test
    void mindsOtherLocksWhereBothWereTraced() {
        Map<String, String> before = Map.of("locks", "SHARE on t", "rewrites", "");
        Recording.Statement traced = new Recording.Statement("ALTER TABLE t", 5, 0, Optional.empty(), before);
        Contract.StatementWatch watch = new Contract.StatementWatch(List.of(traced), false, text -> text);

        watch.started("ALTER TABLE t");
        watch.finished(5, 0, Optional.empty(), Map.of("locks", "ACCESS EXCLUSIVE on t", "rewrites", "t"));

        assertThat(watch.differences())
                .containsExactlyInAnyOrder(
                        "ALTER TABLE t had locks ACCESS EXCLUSIVE on t, and SHARE on t then",
                        "ALTER TABLE t had rewrites t, and none then");
    }

    @Test
    void onlyNotesWhatIsMuchSlower() {
        assertThat(Contract.slower(100, 5_000)).contains("took 5000 ms, and 100 ms then");
        assertThat(Contract.slower(100, 900)).isEmpty();
        assertThat(Contract.slower(5_000, 9_000)).isEmpty();
    }

    private Contract contract(boolean strict) {
        return new Contract(Recording.of("run", entries), strict, text -> text);
    }

    private static Contract.StatementWatch watch(Contract contract) {
        return contract.watch("a").orElseThrow();
    }

    private static void send(Contract contract, String sql, long rows, Optional<String> sqlState) {
        watch(contract).started(sql);
        watch(contract).finished(5, rows, sqlState, Map.of());
    }

    private void statement(String step, String sql, long rows) {
        record(new Event.StatementStarted(step, sql, Optional.empty()));
        record(new Event.StatementFinished(step, 5, rows, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private void record(Event event) {
        entries.add(new Entry(entries.size() + 1, Instant.EPOCH, event, ""));
    }
}
