package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.migration.MigrationFailedException.Effect;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.testing.Patience;
import dev.pgplaybook.testing.Wire;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file of five statements, interrupted at each of them: what is said of it is true, and one repair leads to the right end. */
class InterruptionTest extends ProjectTest {

    private static final String NAME = "20250101000000_five";
    private static final int STATEMENTS = 5;

    /** What comes in between. */
    enum Interruption {
        CANCEL,
        TERMINATION,
        CUT
    }

    static Stream<Arguments> cases() {
        return Stream.of(ExecutionModel.values())
                .flatMap(model -> Stream.of(Interruption.values())
                        .flatMap(how -> IntStream.rangeClosed(1, STATEMENTS)
                                .mapToObj(statement -> Arguments.of(model, how, statement))));
    }

    @BeforeEach
    void begin() {
        project.deploy();
        db.execute(gates("CREATE TABLE %s (i int);"));
        project.migration(NAME, gates("ALTER TABLE %s ADD COLUMN passed int;\n"));
    }

    @ParameterizedTest(name = "{0}, {1} at statement {2}")
    @MethodSource("cases")
    void endsRightAfterOneRepair(ExecutionModel model, Interruption how, int statement) {
        MigrationFailedException failure = interrupted(model, how, statement);

        int taken = model == ExecutionModel.PER_STATEMENT ? statement - 1 : 0;
        boolean unknown = model == ExecutionModel.WHOLE_SCRIPT && how != Interruption.CANCEL;
        assertThat(failure.effect())
                .as(failure.getMessage())
                .isEqualTo(unknown ? Effect.UNKNOWN : taken == 0 ? Effect.NONE : Effect.SOME);
        assertThat(passed()).as("statements that took effect").isEqualTo(taken);

        boolean again = how == Interruption.CANCEL && taken == 0;
        assertThat(project.row(NAME).rolledBackAt().isPresent())
                .as("the next deploy takes it again")
                .isEqualTo(again);
        if (!again) {
            repair(taken, unknown);
        }
        project.deploy(model);

        assertThat(passed()).isEqualTo(STATEMENTS);
        assertThat(project.rows())
                .filteredOn(HistoryRow::isLive)
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.isFailed()).isFalse();
                    assertThat(row.logs()).isEmpty();
                    assertThat(row.steps()).isEqualTo(1);
                });
    }

    @Test
    void knowsThatACommitTookEffectWhoseAnswerWasLost() {
        try (Wire wire = Wire.to(db.url())) {
            DeployListener listener = new DeployListener() {
                @Override
                public void committing(Session session, Optional<String> transaction) {
                    wire.loseAnswersUntil("the COMMIT took effect", () -> passed() == STATEMENTS);
                }
            };

            MigrationFailedException failure = Failures.migration(() -> project.deploy(
                    wire.url(),
                    Project.NAMED,
                    Project.options(ExecutionModel.TRANSACTION, 1),
                    listener,
                    Duration.ofSeconds(20)));

            assertThat(failure.first().message()).contains("its COMMIT took effect, and it is applied");
            assertThat(failure.effect()).isEqualTo(Effect.SOME);
            assertThat(project.row(NAME).finishedAt()).isPresent();
        }
    }

    /** Takes what is advised, and it must be what the truth asks for. */
    private void repair(int taken, boolean unknown) {
        try (Session session = Session.open(db.url(), Project.NAMED)) {
            Recovery recovery = Recovery.of(session, project.read(), Clock.systemUTC(), NAME);
            Recovery.Way way = recovery.ways().get(0);
            assertThat(way.advised()).as(recovery.toString()).isTrue();
            assertThat(recovery.evidence().count(Evidence.Verdict.THERE)).isEqualTo(taken);
            if (unknown) {
                assertThat(way.kind()).isEqualTo(Recovery.Kind.ROLLED_BACK);
                project.markRolledBack(NAME);
            } else {
                assertThat(way.kind()).isEqualTo(Recovery.Kind.RESUME);
                project.resume(NAME, way.after());
            }
        }
    }

    private MigrationFailedException interrupted(ExecutionModel model, Interruption how, int statement) {
        Cancellation cancellation = new Cancellation();
        try (Wire wire = Wire.to(db.url());
                Session holder = Session.open(db.url(), SessionOptions.named("holder"))) {
            holder.begin();
            holder.script("LOCK TABLE gate" + statement);
            CompletableFuture<MigrationFailedException> failure =
                    CompletableFuture.supplyAsync(() -> Failures.migration(() -> project.deploy(
                            wire.url(),
                            Project.NAMED.stoppedBy(cancellation),
                            Project.options(model, 1),
                            DeployListener.NOBODY,
                            Duration.ofSeconds(20))));
            Patience.until("statement " + statement + " waits", () -> !waiting().isEmpty());
            switch (how) {
                case CANCEL -> cancellation.request();
                case TERMINATION ->
                    db.query("SELECT pg_terminate_backend(" + waiting().get(0) + ")");
                case CUT -> wire.cut();
            }
            return failure.join();
        }
    }

    private List<String> waiting() {
        return db
                .rows("SELECT l.pid FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database"
                        + " WHERE NOT l.granted AND d.datname = current_database()")
                .stream()
                .map(row -> row.get(0))
                .toList();
    }

    private int passed() {
        return Integer.parseInt(db.query("SELECT count(*) FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
                + " WHERE relname LIKE 'gate_' AND attname = 'passed'"));
    }

    private static String gates(String each) {
        return IntStream.rangeClosed(1, STATEMENTS)
                .mapToObj(gate -> each.formatted("gate" + gate))
                .collect(Collectors.joining());
    }
}
