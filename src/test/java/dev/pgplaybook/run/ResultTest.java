package dev.pgplaybook.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.journal.Outcome.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultTest {

    @ParameterizedTest
    @CsvSource({
        "CHECK,   NOTHING,   2, 2",
        "EXECUTE, NOTHING,   1, 1",
        "EXECUTE, SOMETHING, 6, 1",
        "EXECUTE, UNKNOWN,   6, 1",
        "VERIFY,  SOMETHING, 6, 1",
    })
    void givesTheExitStatusOfWhatAFailureLeftBehind(Stage stage, Left left, int real, int rehearsed) {
        Result result = new Result.Failed(new Outcome.Failed(TestRunner.problem(), stage, left));

        assertThat(result.exit(false)).isEqualTo(real);
        assertThat(result.exit(true)).isEqualTo(rehearsed);
    }

    @Test
    void givesZeroForWhatWentWellAndThreeForANo() {
        assertThat(new Result.Passed().exit(false)).isZero();
        assertThat(new Result.Paused("later").exit(false)).isZero();
        assertThat(new Result.Declined().exit(false)).isEqualTo(3);
        assertThat(new Result.Declined().exit(true)).isEqualTo(3);
    }
}
