package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import dev.pgplaybook.testing.PgBouncer;
import dev.pgplaybook.testing.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher through a real PgBouncer. */
class PoolerIT {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    private Trial trial;

    @BeforeEach
    void project() {
        trial = new Trial(directory);
        trial.write("migrations/1_a/migration.sql", "CREATE TABLE a (id int)");
        trial.write("migrations/2_b/migration.sql", "CREATE INDEX CONCURRENTLY b ON a (id)");
    }

    @Test
    void refusesEveryChangeThroughAPoolerInTransactionMode() {
        trial.write("book.yaml", """
                version: 1
                playbook: book
                targets:
                  server: { url: "${URL}" }
                steps:
                  - id: a
                    sql: CREATE TABLE a (id int)
                """);
        try (PgBouncer pooler = PgBouncer.start(directory, db.url(), "transaction")) {
            for (Ended ended : List.of(
                    bare(pooler, "deploy"),
                    bare(pooler, "resolve", "--applied", "1_a"),
                    run(pooler, "run", "book.yaml", "--yes"))) {
                assertThat(ended.status()).isEqualTo(2);
                assertThat(ended.err())
                        .contains("PB408", "a pooler in transaction mode at 127.0.0.1:")
                        .contains("two connections that were open at once were served by one process of the server")
                        .contains("use the direct URL of the database");
            }
        }
        assertThat(db.query("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEqualTo("0");
    }

    @Test
    void readsTheHistoryThroughAPoolerInTransactionMode() {
        try (PgBouncer pooler = PgBouncer.start(directory, db.url(), "transaction")) {
            Ended ended = bare(pooler, "history");

            assertThat(ended.status()).as(ended.err()).isEqualTo(4);
            assertThat(ended.out()).contains("1_a", "2_b");
        }
    }

    @Test
    void deploysThroughAPoolerInSessionMode() {
        try (PgBouncer pooler = PgBouncer.start(directory, db.url(), "session")) {
            Ended deploy = bare(pooler, "deploy");

            assertThat(deploy.status()).as(deploy.err()).isZero();
            assertThat(bare(pooler, "history").status()).isZero();
            trial.write("migrations/3_c/migration.sql", "SELECT 1");
            assertThat(bare(pooler, "resolve", "--applied", "3_c").status()).isZero();
        }
        assertThat(db.query("SELECT count(*) FROM _prisma_migrations WHERE finished_at IS NOT NULL"))
                .isEqualTo("3");
        assertThat(db.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'b'::regclass"))
                .isEqualTo("t");
    }

    /** Whichever of the two goes through the pooler, and in whatever mode. */
    @ParameterizedTest
    @ValueSource(strings = {"transaction", "session"})
    void refusesAWayRoundAProtectedTargetThroughAPooler(String mode) {
        trial.write("book.yaml", """
                version: 1
                playbook: book
                targets:
                  production: { url: "${PRODUCTION}", protected: true }
                  alias: { url: "${ALIAS}" }
                steps:
                  - id: a
                    sql: CREATE TABLE a (id int)
                """);
        try (PgBouncer pooler = PgBouncer.start(directory, db.url(), mode)) {
            boolean session = mode.equals("session");
            String direct = db.url().withPassword();
            Map<String, String> urls = Map.of(
                    "PRODUCTION", session ? direct : pooler.text(""), "ALIAS", session ? pooler.text("") : direct);

            Ended ended = LauncherProcess.run(directory, urls, "run", "book.yaml", "--target", "alias", "--yes");

            assertThat(ended.status()).isEqualTo(2);
            assertThat(ended.err()).contains("PB410", "reaches the database of production");
        }
        assertThat(db.query("SELECT to_regclass('a') IS NULL")).isEqualTo("t");
    }

    private Ended bare(PgBouncer pooler, String command, String... further) {
        List<String> words = new ArrayList<>(List.of(command, "--migrations", "migrations", "--url", pooler.text("")));
        words.addAll(List.of(further));
        return run(pooler, words.toArray(String[]::new));
    }

    private Ended run(PgBouncer pooler, String... words) {
        return LauncherProcess.run(directory, Map.of("URL", pooler.text("")), words);
    }
}
