package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Json;
import dev.pgplaybook.testing.DatabaseExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What infer and drift say of the story's database, as it is and as it might have been. */
class InspectTest {

    private static final String INIT = "20250902181313_init";
    private static final String TRANSACTIONS = "20250910205257_add_transactions";
    private static final String ADMIN = "20251119194448_add_admin";

    private static final Path PRODUCTION = Path.of("playbooks/production.sql").toAbsolutePath();

    @RegisterExtension
    final DatabaseExtension database = new DatabaseExtension();

    @TempDir
    Path directory;

    @BeforeEach
    void production() throws IOException {
        database.execute(Files.readString(PRODUCTION));
        Path migrations = Path.of("migrations").toAbsolutePath();
        try (Stream<Path> files = Files.walk(migrations)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                write(migrations.relativize(file).toString(), Files.readString(file));
            }
        }
    }

    @Test
    void bothLegacyMigrationsAreThereAndWhatWasMadeByHandIsWhatRemains() {
        Map<?, ?> document = infer();

        assertThat(statuses(document)).containsExactly("APPLIED", "APPLIED", "ABSENT");
        assertThat(document.keySet())
                .extracting(Object::toString)
                .containsExactly("database", "host", "port", "fingerprint", "migrations", "supposed", "residual");
        assertThat(document.get("supposed")).isEqualTo(List.of(INIT, TRANSACTIONS));
        assertThat(residual(document))
                .containsExactly(
                        "index public.idx_trades_created is added", "column public.users.\"referredBy\" is added");
        for (Object migration : (List<?>) Objects.requireNonNull(document.get("migrations"))) {
            Map<?, ?> shown = (Map<?, ?>) migration;
            assertThat(shown.keySet())
                    .extracting(Object::toString)
                    .containsExactly("name", "status", "facts", "recorded", "against");
            assertThat(((Map<?, ?>) shown.get("facts")).keySet())
                    .extracting(Object::toString)
                    .containsExactlyInAnyOrder("holding", "of");
            assertThat(shown.get("recorded")).isEqualTo(false);
        }
        assertThat(facts(document, INIT)).isEqualTo("58 of 58");
        assertThat(facts(document, ADMIN)).startsWith("0 of ");
    }

    @Test
    void aTableThatIsMissingMakesItsMigrationPartial() {
        database.execute("DROP TABLE withdraw_requests");

        Map<?, ?> document = infer();

        assertThat(statuses(document)).containsExactly("APPLIED", "PARTIAL", "ABSENT");
        assertThat(against(document, TRANSACTIONS))
                .contains(
                        "table public.withdraw_requests is missing",
                        "constraint public.withdraw_requests.withdraw_requests_pkey is missing")
                .allMatch(said -> said.contains("withdraw_requests"));
        assertThat(residual(document)).contains("table public.withdraw_requests is missing");
    }

    @Test
    void aColumnOfAnotherTypeHasDiverged() {
        database.execute("ALTER TABLE transactions ALTER COLUMN amount TYPE numeric(12, 2)");

        Map<?, ?> document = infer();

        assertThat(statuses(document)).containsExactly("APPLIED", "DIVERGED", "ABSENT");
        assertThat(against(document, TRANSACTIONS))
                .containsExactly("column public.transactions.amount is numeric(12,2) NOT NULL,"
                        + " not double precision NOT NULL");
    }

    @Test
    void aConstraintOfAnotherNameHasDivergedAndIsNamed() {
        database.execute("ALTER TABLE trades RENAME CONSTRAINT \"trades_userId_fkey\" TO trades_to_users");

        Map<?, ?> document = infer();

        assertThat(statuses(document)).containsExactly("DIVERGED", "APPLIED", "ABSENT");
        assertThat(against(document, INIT))
                .containsExactly(
                        "constraint public.trades.\"trades_userId_fkey\" is there as public.trades.trades_to_users");
        assertThat(residual(document))
                .contains(
                        "constraint public.trades.\"trades_userId_fkey\" is renamed to public.trades.trades_to_users");
    }

    @Test
    void aMigrationOfRowsAloneCannotBeSeenUnlessSomethingBehindItIsThere() throws IOException {
        write("20250903000000_lower_emails/migration.sql", "UPDATE users SET email = lower(email);\n");
        write("20250911000000_close_trades/migration.sql", "UPDATE trades SET status = 'CLOSED';\n");

        Map<?, ?> document = infer();

        assertThat(statuses(document)).containsExactly("APPLIED", "UNOBSERVABLE", "APPLIED", "UNOBSERVABLE", "ABSENT");
        assertThat(migration(document, "20250903000000_lower_emails").get("surpassed"))
                .isEqualTo(true);
        assertThat(migration(document, "20250911000000_close_trades").get("surpassed"))
                .isEqualTo(false);
        assertThat(document.get("supposed")).isEqualTo(List.of(INIT, "20250903000000_lower_emails", TRANSACTIONS));
    }

    @Test
    void aMigrationThatALaterOneUndoesCannotBeSeen() throws IOException {
        write("20250903000000_add_extra/migration.sql", "CREATE TABLE extra (id int);\n");
        write("20250904000000_drop_extra/migration.sql", "DROP TABLE extra;\n");

        Map<?, ?> document = infer();

        assertThat(statuses(document)).containsExactly("APPLIED", "UNOBSERVABLE", "UNOBSERVABLE", "APPLIED", "ABSENT");
        assertThat(facts(document, "20250903000000_add_extra")).isEqualTo("0 of 0");
    }

    @Test
    void aDatabaseThatIsAheadOfTheFolderHasAllOfItAndMore() throws IOException {
        database.execute(Files.readString(directory.resolve("migrations/" + ADMIN + "/migration.sql")));
        delete(ADMIN);

        Map<?, ?> document = infer();

        assertThat(statuses(document)).containsExactly("APPLIED", "APPLIED");
        assertThat(residual(document))
                .contains("column public.users.role is added", "index public.idx_trades_created is added")
                .noneMatch(title -> title.contains("is missing"));
    }

    @Test
    void showsOnOneScreenWhatIsThereAndWhatToType() {
        TestShell shell = shell(false);
        assertThat(shell.run("infer", "--url", url(), "--migrations", "migrations"))
                .isZero();

        assertThat(shell.screen())
                .containsPattern("✔ +" + INIT + " +applied +58 of 58; the history does not have it")
                .containsPattern("· +" + ADMIN + " +absent +0 of ")
                .contains("differs from the database in:", "+ index public.idx_trades_created")
                .contains("resolve --applied infer");
    }

    /** A dump prints another cast than the database that it is of. */
    @Test
    void whatADumpPrintsDifferentlyIsNoDrift() throws IOException {
        write("20250903000000_kinds/migration.sql", """
                CREATE TABLE kinds (kind varchar(20) CHECK (kind = lower(kind)), low int);
                CREATE VIEW lows AS SELECT kind FROM kinds WHERE low BETWEEN 1 AND 2 AND kind <> 'x';
                """);
        Path dump = Files.writeString(directory.resolve("restored.sql"), """
                CREATE TABLE kinds (kind varchar(20), low int);
                ALTER TABLE kinds ADD CONSTRAINT kinds_kind_check CHECK (((kind)::text = lower((kind)::text)));
                CREATE VIEW lows AS SELECT kinds.kind FROM kinds
                  WHERE (((kinds.low >= 1) AND (kinds.low <= 2)) AND ((kinds.kind)::text <> 'x'::text));
                """);
        delete(INIT);
        delete(TRANSACTIONS);
        delete(ADMIN);

        assertThat(shell(false).run("drift", "migrations", dump.toString(), "--migrations", "migrations"))
                .isZero();
        assertThat(shell(false).run("drift", "empty", dump.toString())).isEqualTo(5);
    }

    @Test
    void commentsCountWhereSomebodyAsksForThem() throws IOException {
        write("20250911000000_comment/migration.sql", "COMMENT ON TABLE users IS 'people';\n");

        assertThat(statuses(infer())).containsExactly("APPLIED", "APPLIED", "UNOBSERVABLE", "ABSENT");
        assertThat(statuses(infer("--comments"))).containsExactly("APPLIED", "APPLIED", "ABSENT", "ABSENT");
    }

    private Map<?, ?> infer(String... more) {
        List<String> words = new ArrayList<>(List.of("infer", "--url", url(), "--migrations", "migrations", "--json"));
        words.addAll(List.of(more));
        TestShell shell = shell(true);

        assertThat(shell.run(words.toArray(String[]::new))).isZero();

        return (Map<?, ?>) Json.read(shell.screen());
    }

    private TestShell shell(boolean json) {
        return TestShell.unattended(
                directory, json, parts -> new InspectCommands(parts.desk(), parts.console(), parts.workshop()).all());
    }

    private String url() {
        return database.url().withPassword();
    }

    private static Map<?, ?> migration(Map<?, ?> document, String name) {
        return ((List<?>) Objects.requireNonNull(document.get("migrations")))
                .stream()
                        .map(each -> (Map<?, ?>) each)
                        .filter(each -> name.equals(each.get("name")))
                        .findFirst()
                        .orElseThrow();
    }

    private static List<String> statuses(Map<?, ?> document) {
        return ((List<?>) Objects.requireNonNull(document.get("migrations")))
                .stream()
                        .map(each -> String.valueOf(((Map<?, ?>) each).get("status")))
                        .toList();
    }

    private static String facts(Map<?, ?> document, String name) {
        Map<?, ?> facts =
                (Map<?, ?>) Objects.requireNonNull(migration(document, name).get("facts"));
        return facts.get("holding") + " of " + facts.get("of");
    }

    private static List<String> against(Map<?, ?> document, String name) {
        return ((List<?>) Objects.requireNonNull(migration(document, name).get("against")))
                .stream()
                        .map(each -> String.valueOf(((Map<?, ?>) each).get("said")))
                        .toList();
    }

    private static List<String> residual(Map<?, ?> document) {
        return ((List<?>) Objects.requireNonNull(document.get("residual")))
                .stream()
                        .map(each -> String.valueOf(((Map<?, ?>) each).get("title")))
                        .toList();
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve("migrations").resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private void delete(String migration) throws IOException {
        Files.delete(directory.resolve("migrations").resolve(migration).resolve("migration.sql"));
        Files.delete(directory.resolve("migrations").resolve(migration));
    }
}
