package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LintIT {

    private static final JsonMapper JSON = new JsonMapper();

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    @Test
    void showsTheLineWithCaretsAndWhatToWriteInstead() throws IOException {
        migration("1_base", "CREATE TABLE trades (id int PRIMARY KEY);\n");
        migration("2_index", "-- slow\nCREATE INDEX i ON trades (id);\n");

        Ended ended = lint("lint", "migrations");

        assertThat(ended.status()).isEqualTo(4);
        assertThat(ended.out())
                .contains("migrations/2_index/migration.sql:2:1 error L001 building i makes writers of trades wait")
                .contains("    2 | CREATE INDEX i ON trades (id);")
                .contains("      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^")
                .contains("  instead  CREATE INDEX CONCURRENTLY i ON trades (id);")
                .contains("1 error, ")
                .contains("2 files, 2 statements");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void failsOnlyOnWhatIsAskedFor() throws IOException {
        migration("1_drop", "DROP INDEX i;\n");

        assertThat(lint("lint", "migrations").status()).isZero();
        assertThat(lint("lint", "migrations", "--fail-on", "warning").status()).isEqualTo(4);
        assertThat(lint("lint", "migrations", "--fail-on", "warning", "--runner", "psql", "--rule", "L999")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void weighsByTheDatabaseAndItsHistory() throws IOException {
        migration("1_base", "CREATE TABLE trades (id int PRIMARY KEY)");
        String url = db.url().withPassword();
        assertThat(lint("deploy", "--url", url, "--migrations", "migrations").status())
                .isZero();
        db.execute("INSERT INTO trades SELECT generate_series(1, 70000); ANALYZE trades");
        migration("2_index", "CREATE INDEX i ON trades (id)");
        migration("3_other", "CREATE INDEX j ON not_there_yet (id)");

        Ended ended = lint("lint", "--pending", "--url", url, "--migrations", "migrations");

        assertThat(ended.status()).isEqualTo(4);
        assertThat(ended.out())
                .contains("2_index/migration.sql:1:1 error L001")
                .contains("(trades: 70,000 rows)")
                .doesNotContain("3_other/migration.sql:1:1 error");
        migration("1_base", "CREATE TABLE trades (id bigint PRIMARY KEY)");
        assertThat(lint("lint", "--pending", "--url", url, "--migrations", "migrations")
                        .out())
                .contains("error H001 1_base: ");
    }

    @Test
    void writesSarifThatScannersRead() throws IOException {
        migration("1 base", """
                CREATE TABLE trades (id int);
                CREATE INDEX i ON orders ("größe");
                -- pgplaybook-ignore D001 reason="nobody has it"
                DROP TABLE old;
                """);

        Ended ended = lint("lint", "migrations", "--format", "sarif");

        JsonNode log = JSON.readTree(ended.out());
        assertThat(log.at("/version").asString()).isEqualTo("2.1.0");
        JsonNode run = log.at("/runs/0");
        List<JsonNode> results = new ArrayList<>();
        run.at("/results").forEach(results::add);
        assertThat(results).allSatisfy(result -> {
            int index = result.at("/ruleIndex").intValue();
            assertThat(run.at("/tool/driver/rules/" + index + "/id")).isEqualTo(result.at("/ruleId"));
            assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                            .asString())
                    .isEqualTo("migrations/1%20base/migration.sql");
        });
        JsonNode index = results.stream()
                .filter(r -> r.at("/ruleId").asString().equals("L001"))
                .findFirst()
                .orElseThrow();
        assertThat(index.at("/level").asString()).isEqualTo("error");
        assertThat(index.at("/locations/0/physicalLocation/region/startLine").intValue())
                .isEqualTo(2);
        assertThat(index.at("/locations/0/physicalLocation/region/endColumn").intValue())
                .isEqualTo(35);
        assertThat(results)
                .filteredOn(r -> r.at("/ruleId").asString().equals("D001"))
                .singleElement()
                .satisfies(r -> assertThat(r.at("/suppressions/0/justification").asString())
                        .isEqualTo("nobody has it"));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                        .getSchema(officialSchema())
                        .validate(ended.out(), InputFormat.JSON))
                .isEmpty();
    }

    private static String officialSchema() throws IOException {
        try (InputStream schema = LintIT.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void annotatesPullRequests() throws IOException {
        migration("1_drop", "DROP TABLE \"a%b\";\n");

        assertThat(lint("lint", "migrations", "--format", "github").out())
                .contains("::error file=migrations/1_drop/migration.sql,line=1,col=1,title=D001 A table is dropped::")
                .contains("\"a%25b\"");
    }

    @Test
    void looksAtWhatChangedAlone() throws IOException, InterruptedException {
        migration("1_a", "CREATE INDEX i ON trades (id);\n");
        git("init", "-q");
        git("add", "-A");
        git("-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "a");
        migration("2_b", "CREATE INDEX j ON trades (id);\n");

        Ended ended = lint("lint", "migrations", "--git-diff", "HEAD");

        assertThat(ended.out()).contains("2_b").doesNotContain("1_a").contains("1 file");
        assertThat(lint("lint", "migrations", "--git-diff", "no-such-commit").status())
                .isEqualTo(2);
    }

    @Test
    void passesTheStorysOwnMigrationByItsIgnores() {
        Ended ended =
                LauncherProcess.run(Path.of("").toAbsolutePath(), Map.of(), "lint", "migrations", "--format", "json");

        assertThat(ended.status()).isZero();
        assertThat(JSON.readTree(ended.out()).at("/ignored").size()).isGreaterThan(5);
    }

    private Ended lint(String... arguments) {
        return LauncherProcess.run(directory, Map.of(), arguments);
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of("git"));
        argv.addAll(List.of(arguments));
        Process process = new ProcessBuilder(argv).directory(directory.toFile()).start();
        assertThat(process.waitFor()).isZero();
    }

    private void migration(String name, String sql) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("migrations").resolve(name));
        Files.writeString(folder.resolve("migration.sql"), sql);
    }
}
