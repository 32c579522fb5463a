package dev.pgplaybook.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.migration.DeployListener;
import dev.pgplaybook.migration.DeployOptions;
import dev.pgplaybook.migration.Deployment;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFailedException;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.schema.Snapshot;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.Histories;
import dev.pgplaybook.testing.MadeUpHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole histories: a database that holds exactly the first so many migrations, or all but one, is seen to. Real ones are those in
 * {@code -Dpgplaybook.histories=DIR}; without it one is made up. {@code -Dpgplaybook.seed} repeats what a failure names.
 */
class HistoriesTest {

    private static final int CUTS = 20;

    /** So many are tried to leave one out without which the others can be deployed. */
    private static final int TRIES = 12;

    private static final String MADE_UP = "a history that is made up";

    private static final Path RECORD =
            Path.of("target", "inferred-histories.txt").toAbsolutePath();

    @RegisterExtension
    final DatabaseExtension sandbox = new DatabaseExtension();

    @RegisterExtension
    final DatabaseExtension database = new DatabaseExtension();

    @TempDir
    Path directory;

    private final long seed = Long.getLong("pgplaybook.seed", System.nanoTime());
    private final Random random = new Random(seed);

    static List<String> histories() {
        List<String> real = Histories.folders().stream().map(Path::toString).toList();
        return real.isEmpty() ? List.of(MADE_UP) : real;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("histories")
    void tellsWhichMigrationsAreThere(String place) throws IOException {
        MigrationFolder folder = folder(place);
        Replay replay = Legacy.replay(sandbox.url(), folder);
        Oracle oracle = new Oracle(replay.effects());
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);

        for (int cut : cuts(folder.migrations().size())) {
            deploy(
                    database.url(),
                    new MigrationFolder(folder.path(), folder.migrations().subList(0, cut)));
            Findings findings = Findings.of(replay, Legacy.snapshot(database.url()));
            for (int i = 0; i < findings.judgements().size(); i++) {
                Judgement judgement = findings.judgements().get(i);
                assertThat(judgement.verdict())
                        .as("%s at %s of %s, seed %s: %s", judgement.migration(), cut, place, seed, judgement.against())
                        .isIn(oracle.expected(i, cut));
                counts.merge(judgement.verdict(), 1, Integer::sum);
            }
            assertThat(findings.residual(findings.supposed()).orElseThrow().differences())
                    .as("at %s of %s, seed %s", cut, place, seed)
                    .isEmpty();
        }
        record(
                place,
                folder.migrations().size() + " migrations, " + CUTS + " cuts, seed " + seed + ": " + counts
                        + "; certain " + oracle.certain + " of " + oracle.asked);
        assertThat(counts).containsKeys(Verdict.APPLIED, Verdict.ABSENT);
        assertThat(oracle.certain).isGreaterThan(oracle.asked / 2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("histories")
    void findsTheOneThatWasLeftOut(String place) throws IOException {
        MigrationFolder folder = folder(place);
        Replay replay = Legacy.replay(sandbox.url(), folder);
        List<Integer> candidates = new Oracle(replay.effects()).onTheirOwn();
        Collections.shuffle(candidates, random);

        for (int left : candidates.subList(0, Math.min(TRIES, candidates.size()))) {
            Optional<Snapshot> without = without(folder, left);
            if (without.isPresent()) {
                Findings findings = Findings.of(replay, without.get());
                assertThat(findings.with(Verdict.ABSENT))
                        .as("of %s, seed %s", place, seed)
                        .containsExactly(folder.migrations().get(left).name());
                record(place, "without " + folder.migrations().get(left).name() + ", which is found absent");
                return;
            }
        }
        throw new AssertionError("none of " + TRIES + " could be left out of " + place + ", seed " + seed);
    }

    /** Nothing where a later one needs it. */
    private Optional<Snapshot> without(MigrationFolder folder, int left) {
        List<Migration> others = new ArrayList<>(folder.migrations());
        others.remove(left);
        database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        try {
            deploy(database.url(), new MigrationFolder(folder.path(), others));
            return Optional.of(Legacy.snapshot(database.url()));
        } catch (MigrationFailedException e) {
            return Optional.empty();
        }
    }

    /** What must be said of a migration, by what each of them was seen to change; nothing of the inference is in it. */
    private static final class Oracle {

        private final List<Effect> effects;
        private int asked;
        private int certain;

        Oracle(List<Effect> effects) {
            this.effects = effects;
        }

        /** Of a database that holds exactly the first so many. */
        List<Verdict> expected(int migration, int cut) {
            asked++;
            Map<String, Effect.Change> changes = effects.get(migration).changes();
            if (changes.isEmpty()) {
                certain++;
                return List.of(Verdict.UNOBSERVABLE);
            }
            Verdict truth = migration < cut ? Verdict.APPLIED : Verdict.ABSENT;
            if (changes.keySet().stream().anyMatch(key -> testifies(key, migration, cut))) {
                certain++;
                return List.of(truth);
            }
            return List.of(truth, Verdict.UNOBSERVABLE);
        }

        /** Whether the fact is as it is with the migration and never without it, or the other way round. */
        private boolean testifies(String key, int migration, int cut) {
            List<Integer> touching = touching(key);
            List<Optional<String>> states = new ArrayList<>();
            states.add(
                    Effect.shape(effects.get(touching.get(0)).changes().get(key).before()));
            touching.forEach(i ->
                    states.add(Effect.shape(effects.get(i).changes().get(key).after())));
            int place = touching.indexOf(migration) + 1;
            int there = (int) touching.stream().filter(i -> i < cut).count();
            boolean once = Collections.frequency(states, states.get(there)) == 1;
            return once && (migration < cut ? place == there : place > there);
        }

        private List<Integer> touching(String key) {
            return IntStream.range(0, effects.size())
                    .filter(i -> effects.get(i).changes().containsKey(key))
                    .boxed()
                    .toList();
        }

        /** Migrations in the middle of which something is seen, and all of it no other one touches. */
        List<Integer> onTheirOwn() {
            List<Integer> own = new ArrayList<>();
            for (int i = 1; i < effects.size() - 1; i++) {
                var keys = effects.get(i).changes().keySet();
                if (!keys.isEmpty()
                        && keys.stream().allMatch(key -> touching(key).size() == 1)) {
                    own.add(i);
                }
            }
            return own;
        }
    }

    private MigrationFolder folder(String place) {
        Path path = place.equals(MADE_UP) ? MadeUpHistory.in(directory.resolve("migrations")) : Path.of(place);
        MigrationFolder folder = MigrationFolder.read(path);
        return new MigrationFolder(
                folder.path(),
                folder.migrations().stream().filter(Migration::hasScript).toList());
    }

    private List<Integer> cuts(int migrations) {
        return random.ints(CUTS, 1, migrations).sorted().boxed().toList();
    }

    private static void deploy(DatabaseUrl url, MigrationFolder folder) {
        DeployOptions options =
                new DeployOptions(ExecutionModel.TRANSACTION, 1, Duration.ofSeconds(5), Duration.ofMinutes(1));
        try (Session session = Session.open(url, SessionOptions.named("histories-test"))) {
            new Deployment(session, folder, Clock.systemUTC(), options)
                    .apply(Optional.empty(), Duration.ofSeconds(5), Progress.silent(), DeployListener.NOBODY);
        }
    }

    private static void record(String place, String what) throws IOException {
        Files.writeString(RECORD, place + ": " + what + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
