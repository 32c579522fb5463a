package dev.pgplaybook.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.HostServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What holds of any schema, shown on a hundred that are made up. The number of one that fails is in its name. */
class SchemaPropertiesTest {

    private static final int SCHEMAS = 100;

    /** So many stand in one database, which is dumped and restored at once. */
    private static final int TOGETHER = 10;

    @RegisterExtension
    final DatabaseExtension database = new DatabaseExtension();

    @Test
    void theOrderOfIndependentStatementsMakesNoDifference() {
        try (SchemaStage stage = new SchemaStage(database.url())) {
            for (int seed = 0; seed < SCHEMAS; seed++) {
                GeneratedSchema schema = new GeneratedSchema(seed);
                Snapshot one = stage.snapshots(script(schema, new Random(1))).get(0);
                Snapshot other = stage.snapshots(script(schema, new Random(2))).get(0);

                assertThat(told(one, other)).as("seed %s", seed).isEmpty();
                assertThat(other.fingerprint()).as("seed %s", seed).isEqualTo(one.fingerprint());
                assertThat(one.facts()).hasSizeGreaterThan(150);
            }
        }
    }

    @Test
    void everySingleStatementMakesADifference() {
        List<SchemaChange> changes = SchemaChange.on(17);
        try (SchemaStage stage = new SchemaStage(database.url())) {
            for (int seed = 0; seed < SCHEMAS; seed++) {
                GeneratedSchema schema = new GeneratedSchema(seed);
                List<SchemaChange> itsOwn = every(SCHEMAS, changes, seed);
                stage.during(
                        script(schema, new Random(seed)),
                        () -> itsOwn.forEach(change -> tellsIt(stage, schema, change)));
                tellsApartWhatItsOwnStatementsMake(stage, schema);
            }
        }
    }

    /** Each change comes with one of the schemas. */
    private static List<SchemaChange> every(int step, List<SchemaChange> changes, int first) {
        return IntStream.iterate(first, i -> i < changes.size(), i -> i + step)
                .mapToObj(changes::get)
                .toList();
    }

    private static void tellsIt(SchemaStage stage, GeneratedSchema schema, SchemaChange change) {
        List<Snapshot> snapshots = stage.snapshots(change.setup(), change.change());

        assertThat(titles(snapshots.get(0), snapshots.get(1)))
                .as("%s, %s", schema.name(), change)
                .isEqualTo(change.said());
    }

    private static void tellsApartWhatItsOwnStatementsMake(SchemaStage stage, GeneratedSchema schema) {
        List<String> statements = schema.statements(new Random(1));
        int first = statements.size() - 4;
        String setup = schema.opening() + ";" + String.join(";\n", statements.subList(0, first));
        List<String> rest = statements.subList(first, statements.size());
        List<Snapshot> snapshots = stage.snapshots(setup, rest.toArray(String[]::new));
        for (int i = 0; i < rest.size(); i++) {
            assertThat(snapshots.get(i + 1).fingerprint())
                    .as("%s, %s", schema.name(), rest.get(i))
                    .isNotEqualTo(snapshots.get(i).fingerprint());
            assertThat(titles(snapshots.get(i), snapshots.get(i + 1)))
                    .as("%s, %s", schema.name(), rest.get(i))
                    .hasSize(1);
        }
    }

    @Test
    void aDumpAndARestoreMakeNoDifference(@TempDir Path directory) throws Exception {
        try (HostServer server = HostServer.start(directory)) {
            script(server.url(), "CREATE ROLE reader; CREATE ROLE writer");
            for (int first = 0; first < SCHEMAS; first += TOGETHER) {
                DatabaseUrl made = server.url().withDatabase("made" + first);
                DatabaseUrl restored = server.url().withDatabase("restored" + first);
                script(server.url(), "CREATE DATABASE made" + first);
                script(server.url(), "CREATE DATABASE restored" + first);
                for (int seed = first; seed < first + TOGETHER; seed++) {
                    script(made, script(new GeneratedSchema(seed), new Random(seed)));
                }
                script(restored, dump(server, made));
                Snapshot before = Catalogs.of(made, SchemaStage.ALL);
                Snapshot after = Catalogs.of(restored, SchemaStage.ALL);

                assertThat(told(before, after)).isEmpty();
                assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
            }
        }
    }

    private static String script(GeneratedSchema schema, Random order) {
        return schema.opening() + ";\n" + String.join(";\n", schema.statements(order));
    }

    private static void script(DatabaseUrl url, String sql) {
        try (Session session = Session.open(url, SessionOptions.named("schema-properties"))) {
            session.script(sql);
        }
    }

    /** Without the commands to psql that later versions put around it. */
    private static String dump(HostServer server, DatabaseUrl url) throws IOException, InterruptedException {
        Process process = server.schemaDump(url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String dump = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return dump.lines().filter(line -> !line.startsWith("\\")).collect(Collectors.joining("\n"));
    }

    private static List<String> titles(Snapshot before, Snapshot after) {
        return Drift.between(before, after).differences().stream()
                .map(Difference::title)
                .toList();
    }

    private static List<String> told(Snapshot before, Snapshot after) {
        List<String> told = new ArrayList<>();
        Drift.between(before, after)
                .withoutLesser()
                .differences()
                .forEach(difference ->
                        told.add(difference.title() + "\n" + difference.before() + "\n" + difference.after()));
        return told;
    }
}
