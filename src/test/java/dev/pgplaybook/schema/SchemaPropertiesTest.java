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
import org.junit.jupiter.api.Disabled;
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
                for (int i = seed; i < changes.size(); i += SCHEMAS) {
                    SchemaChange change = changes.get(i);
                    String setup = script(schema, new Random(seed)) + "; SET search_path = app;" + change.setup();
                    List<Snapshot> snapshots = stage.snapshots(setup, change.change());

                    assertThat(titles(snapshots.get(0), snapshots.get(1)))
                            .as("seed %s, %s", seed, change)
                            .isEqualTo(change.said());
                }
                tellsApartWhatItsOwnStatementsMake(stage, schema, seed);
            }
        }
    }

    private static void tellsApartWhatItsOwnStatementsMake(SchemaStage stage, GeneratedSchema schema, int seed) {
        List<String> statements = schema.statements(new Random(seed));
        int last = 5;
        String setup = schema.opening() + ";" + String.join(";\n", statements.subList(0, statements.size() - last));
        List<String> rest = statements.subList(statements.size() - last, statements.size());
        List<Snapshot> snapshots = stage.snapshots(setup, rest.toArray(String[]::new));
        for (int i = 0; i < last; i++) {
            assertThat(snapshots.get(i + 1).fingerprint())
                    .as("seed %s, %s", seed, rest.get(i))
                    .isNotEqualTo(snapshots.get(i).fingerprint());
            assertThat(titles(snapshots.get(i), snapshots.get(i + 1)))
                    .as("seed %s, %s", seed, rest.get(i))
                    .hasSizeBetween(1, 2);
        }
    }

    @Disabled(
            "known gap: a chain of ANDs with a bracketed one in front, and the numbers of inherited CHECKs, are printed otherwise"
                    + " behind a dump; drift has one server print both, the fingerprint does not yet")
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
        Process process = new ProcessBuilder(
                        server.program("pg_dump").toString(),
                        "--schema-only",
                        "--host=" + url.host(),
                        "--port=" + url.port(),
                        "--username=" + url.user(),
                        url.database())
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
