package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.testing.CatalogPicture;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.SharedFolder;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The story's rewritten migration: what it keeps, where it ends, and what it leaves in the history. */
class StoryMigrationTest {

    private static final String NEW = "20251119194448_add_admin";
    private static final Consent YES = new Consent.Yes();

    /** Every row that was there, in the columns that were there. */
    private static final String OLD_ROWS = """
            SELECT
              (SELECT md5(string_agg(concat_ws('|', id, email, name, balance, "createdAt", "referredBy"), ',' ORDER BY id)) FROM users WHERE id <> 'admin'),
              (SELECT md5(string_agg(concat_ws('|', id, "userId", symbol, amount, status, "createdAt"), ',' ORDER BY id)) FROM trades),
              (SELECT md5(string_agg(concat_ws('|', id, "userId", kind, amount, "createdAt"), ',' ORDER BY id)) FROM transactions),
              (SELECT md5(string_agg(concat_ws('|', id, "userId", amount, status, "createdAt"), ',' ORDER BY id)) FROM withdraw_requests)
            """;

    @RegisterExtension
    final DatabaseExtension draft = new DatabaseExtension();

    @RegisterExtension
    final DatabaseExtension rewritten = new DatabaseExtension();

    @TempDir
    Path directory;

    private Trial trial;

    @BeforeEach
    void copyTheStory() {
        trial = Trial.ofTheStory(directory);
    }

    @Test
    void endsInTheSchemaOfTheDraft() throws IOException {
        Path file = SharedFolder.require("story/draft/" + NEW + "/migration.sql");

        deployAll(rewritten.url());
        Files.copy(file, migration(NEW), StandardCopyOption.REPLACE_EXISTING);
        deployAll(draft.url());

        assertThat(CatalogPicture.of(rewritten.url()))
                .hasSizeGreaterThan(60)
                .containsExactlyElementsOf(CatalogPicture.of(draft.url()));
    }

    @Test
    void keepsEveryRowThatWasThereAndGivesEachUserANameOfItsOwn() {
        trial.operator.says(YES, YES, YES);

        try (OpenRun run = trial.begin(trial.playbook(), "throwaway", Order.Manner.GUIDED, Map.of())) {
            String before = ask(run, OLD_ROWS);
            run.walk(Optional.of("admin-roles"));

            assertThat(ask(run, OLD_ROWS)).isEqualTo(before);
            assertThat(ask(
                            run,
                            "SELECT string_agg(username, ' ' ORDER BY id) FROM users WHERE id IN ('u1', 'u2', 'u3')"))
                    .isEqualTo("sam sam_u2 sam_u3");
            assertThat(ask(run, "SELECT count(*) FROM users WHERE coalesce(trim(username), '') = ''"))
                    .isEqualTo("0");
            assertThat(ask(run, "SELECT count(*) FROM trades WHERE \"priceOpenAt\" IS NULL"))
                    .isEqualTo("0");
        }
    }

    @Test
    void leavesTheHistoryAsPrismaDoes() throws IOException {
        trial.operator.says(YES, YES, YES);

        try (OpenRun run = trial.begin(trial.playbook(), "throwaway", Order.Manner.GUIDED, Map.of())) {
            run.walk(Optional.of("admin-roles"));

            assertThat(ask(
                            run,
                            "SELECT string_agg(column_name || ' ' || data_type, ', ' ORDER BY ordinal_position)"
                                    + " FROM information_schema.columns WHERE table_name = '_prisma_migrations'"))
                    .isEqualTo("id character varying, checksum character varying, finished_at timestamp with time zone,"
                            + " migration_name character varying, logs text, rolled_back_at timestamp with time zone,"
                            + " started_at timestamp with time zone, applied_steps_count integer");
            String marked = "[0-9a-f-]{36} %s 0 t t logs:''";
            String deployed = "[0-9a-f-]{36} %s 1 f t logs:NULL";
            List<String> rows = history(run);
            assertThat(rows).hasSize(3);
            assertThat(rows.get(0)).matches(marked.formatted(checksum("20250902181313_init")));
            assertThat(rows.get(1)).matches(marked.formatted(checksum("20250910205257_add_transactions")));
            assertThat(rows.get(2)).matches(deployed.formatted(checksum(NEW)));
        }
    }

    @Test
    void changesNothingWhereTheDraftFails() throws IOException {
        Files.copy(
                SharedFolder.require("story/draft/" + NEW + "/migration.sql"),
                migration(NEW),
                StandardCopyOption.REPLACE_EXISTING);
        trial.operator.says(YES, YES, YES, YES);
        Path playbook = trial.write("playbooks/draft.yaml", withoutValidation());

        try (OpenRun run = trial.begin(playbook, "throwaway", Order.Manner.GUIDED, Map.of())) {
            run.walk(Optional.of("legacy"));
            List<String> before = CatalogPicture.of(run.ground().url());
            String rows = ask(run, OLD_ROWS);

            Result result = run.walk(Optional.empty());

            assertThat(result.exit(false)).isEqualTo(1);
            assertThat(CatalogPicture.of(run.ground().url())).containsExactlyElementsOf(before);
            assertThat(ask(run, OLD_ROWS)).isEqualTo(rows);
            assertThat(ask(
                            run,
                            "SELECT count(*) FROM _prisma_migrations WHERE migration_name = '" + NEW
                                    + "' AND finished_at IS NULL AND rolled_back_at IS NULL AND logs LIKE '%23502%'"))
                    .isEqualTo("1");
        }

        assertThat(trial.events(Event.StatementFinished.class))
                .filteredOn(e -> e.sqlState().isPresent())
                .singleElement()
                .satisfies(e -> assertThat(e.sqlState()).contains("23502"));
    }

    private void deployAll(DatabaseUrl url) {
        Path playbook = trial.write("playbooks/all.yaml", """
                version: 1
                playbook: all
                migrations: ../migrations
                targets:
                  server: { url: "${URL}" }
                steps:
                  - id: everything
                    deploy: all
                """);
        trial.operator.says(YES);
        Map<String, String> variables = Map.of("URL", url.withPassword());
        try (OpenRun run = trial.begin(playbook, "server", Order.Manner.GUIDED, variables)) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }
    }

    private String withoutValidation() throws IOException {
        String story = Files.readString(trial.playbook());
        int from = story.indexOf("  - id: from-scratch");
        return story.substring(0, from) + story.substring(story.indexOf("  - id: legacy"));
    }

    private Path migration(String name) {
        return directory.resolve("migrations").resolve(name).resolve("migration.sql");
    }

    private String checksum(String name) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(migration(name)));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> history(OpenRun run) {
        try (Session session = Session.open(run.ground().url(), SessionOptions.named("test"))) {
            return session
                    .query(
                            "SELECT concat_ws(' ', id, checksum, applied_steps_count, started_at = finished_at, rolled_back_at IS NULL,"
                                    + " 'logs:' || coalesce(quote_literal(logs), 'NULL')) FROM _prisma_migrations ORDER BY started_at")
                    .stream()
                    .map(row -> row.text(0))
                    .toList();
        }
    }

    private static String ask(OpenRun run, String sql) {
        try (Session session = Session.open(run.ground().url(), SessionOptions.named("test"))) {
            Row row = session.one(sql);
            return String.join(" ", row.values().stream().map(String::valueOf).toList());
        }
    }
}
