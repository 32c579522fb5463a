package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.ServerProcess;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final ServerProcess PROCESS = new ServerProcess(4711, "2026-11-24 13:20:45.508743+00");
    private static final List<Statement> STATEMENTS = statements("SELECT 1; SELECT 2; SELECT 3");

    static Stream<Checkpoint> all() {
        return Stream.of(
                Checkpoint.together(PROCESS),
                Checkpoint.whole(PROCESS),
                Checkpoint.apart(STATEMENTS, 0, false, PROCESS),
                Checkpoint.apart(STATEMENTS, 2, true, PROCESS));
    }

    @ParameterizedTest
    @MethodSource("all")
    void isReadBackFromItsLine(Checkpoint checkpoint) {
        assertThat(Checkpoint.in(row(checkpoint.line()))).contains(checkpoint);
        assertThat(Checkpoint.in(row(checkpoint.line() + "\n\nA migration failed to apply.")))
                .contains(checkpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A migration failed to apply. New migrations cannot be applied.",
                "pgplaybook runs this somehow; server process 1 of 2026",
                "pgplaybook runs this statement by statement"
            })
    void isNotReadFromWhatOthersWrote(String logs) {
        assertThat(Checkpoint.in(row(logs))).isEmpty();
    }

    @Test
    void isSettledUnlessSomethingWasSentThatCommitsByItself() {
        assertThat(Checkpoint.together(PROCESS).isSettled()).isTrue();
        assertThat(Checkpoint.whole(PROCESS).isSettled()).isFalse();
        assertThat(Checkpoint.apart(STATEMENTS, 2, false, PROCESS).isSettled()).isTrue();
        assertThat(Checkpoint.apart(STATEMENTS, 2, true, PROCESS).isSettled()).isFalse();
    }

    @Test
    void holdsOnlyToWhatHasTakenEffect() {
        List<Statement> mended = statements("-- mended\nSELECT 1;\n\nSELECT 2; SELECT 4");

        assertThat(Checkpoint.digest(mended, 2)).isEqualTo(Checkpoint.digest(STATEMENTS, 2));
        assertThat(Checkpoint.digest(mended, 3)).isNotEqualTo(Checkpoint.digest(STATEMENTS, 3));
    }

    @Test
    void goesOnWithADigestWhereItStood() {
        TakenDigest digest = new TakenDigest(STATEMENTS);

        for (int taken : List.of(0, 1, 1, 2, 3, 1)) {
            assertThat(digest.through(taken)).isEqualTo(Checkpoint.digest(STATEMENTS, taken));
        }
        assertThat(digest.through(2))
                .isEqualTo(Checksum.of("SELECT 1;\nSELECT 2").hex());
    }

    private static List<Statement> statements(String sql) {
        return Script.split(Source.of(Path.of("migration.sql"), sql)).statements();
    }

    private static HistoryRow row(String logs) {
        return new HistoryRow("id", "sum", Optional.empty(), "1_a", Optional.of(logs), Optional.empty(), "now", 0);
    }
}
