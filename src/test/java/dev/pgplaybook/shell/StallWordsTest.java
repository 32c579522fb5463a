package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Event.Stall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StallWordsTest {

    @Test
    void saysWhoStopsWhereAndWhatThatIsElsewhere() {
        List<Stall> stalls =
                List.of(whole("trades", "writers", 4_200), part("trades", "writers", 7, 4_150, "trades", 60_000, true));

        assertThat(new StallWords(Map.of("trades", 12_000_000L)).of(stalls))
                .containsExactly("writers of trades stop for 4.2 s at statement 7 (60,000 rows);"
                        + " at 12,000,000 expect 14 to 28 min (in proportion to the rows, and up to twice that)");
        assertThat(new StallWords(Map.of()).of(stalls))
                .containsExactly("writers of trades stop for 4.2 s at statement 7 (60,000 rows)");
    }

    @Test
    void whoWaitsForAnotherTableWaitsAsLongAsThatOneTakes() {
        List<Stall> stalls =
                List.of(whole("users", "readers", 800), part("users", "readers", 4, 600, "trades", 1_000, true));

        assertThat(new StallWords(Map.of("trades", 100_000L)).of(stalls))
                .containsExactly("readers of users stop for 800 ms, 600 ms of it at statement 4 (1,000 rows of trades);"
                        + " at 100,000 expect 1 to 3 min (in proportion to the rows, and up to twice that)");
    }

    @Test
    void readersAndWritersWhoStopAlikeAreNamedTogether() {
        List<Stall> stalls = List.of(
                whole("trades", "readers", 1_000),
                whole("trades", "writers", 1_100),
                part("trades", "readers", 1, 1_000, "trades", 10, false));

        assertThat(new StallWords(Map.of("trades", 20L)).of(stalls))
                .containsExactly("readers and writers of trades stop for 1.0 s at statement 1 (10 rows);"
                        + " it does not grow with the rows");
    }

    @Test
    void whatFailsAfterwardsIsSaidInTheServersWords() {
        Stall fails = new Stall("trades", "writers", 0, "", 0, 0, "", 0, false, Optional.of("null value in column c"));

        assertThat(new StallWords(Map.of()).of(List.of(fails)))
                .containsExactly("writers of trades that know its old shape fail behind the migration:"
                        + " null value in column c");
    }

    private static Stall whole(String relation, String who, long millis) {
        return new Stall(relation, who, 0, "", millis, millis, "", 0, true, Optional.empty());
    }

    private static Stall part(
            String relation, String who, int number, long millis, String cause, long rows, boolean grows) {
        return new Stall(relation, who, number, "m.sql:1:1", millis, millis, cause, rows, grows, Optional.empty());
    }
}
