package dev.pgplaybook.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.schema.Difference;
import dev.pgplaybook.testing.DatabaseExtension;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class InferenceTest {

    private static final String USERS = """
            CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL);
            CREATE UNIQUE INDEX users_email_key ON users (email);
            """;

    private static final String ORDERS = "CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users (id));";

    @RegisterExtension
    final DatabaseExtension database = new DatabaseExtension();

    @RegisterExtension
    final DatabaseExtension sandbox = new DatabaseExtension();

    @TempDir
    Path folder;

    @Test
    void whatIsThereIsAppliedAndWhatIsNotIsAbsent() {
        Findings findings = findings(legacy().migration("1_users", USERS).migration("2_orders", ORDERS), USERS);

        assertThat(Legacy.verdicts(findings)).containsExactly("1_users applied", "2_orders absent");
        assertThat(findings.of("1_users").orElseThrow().facts()).isEqualTo("6 of 6 facts");
        assertThat(findings.supposed()).containsExactly("1_users");
        assertThat(findings.residual(findings.supposed()).orElseThrow().isEmpty())
                .isTrue();
    }

    @Test
    void whatWasMadeByHandIsWhatRemains() {
        Findings findings = findings(
                legacy().migration("1_users", USERS),
                USERS + "ALTER TABLE users ADD COLUMN \"referredBy\" text; CREATE INDEX by_email ON users (email)");

        assertThat(Legacy.verdicts(findings)).containsExactly("1_users applied");
        assertThat(findings.residual(List.of("1_users")).orElseThrow().differences())
                .extracting(Difference::title)
                .containsExactly("column public.users.\"referredBy\" is added", "index public.by_email is added");
    }

    @Test
    void aMigrationOfWhichATableIsMissingIsPartial() {
        Findings findings = findings(legacy().migration("1_all", USERS + ORDERS), USERS);

        assertThat(Legacy.verdicts(findings)).containsExactly("1_all partial");
        assertThat(Legacy.against(findings, "1_all"))
                .contains("table public.orders is missing", "column public.orders.user_id is missing");
    }

    @Test
    void aColumnOfAnotherTypeHasDiverged() {
        Findings findings = findings(
                legacy().migration("1_users", USERS).migration("2_orders", ORDERS),
                USERS.replace("email text", "email varchar(80)") + ORDERS);

        assertThat(Legacy.verdicts(findings)).containsExactly("1_users diverged", "2_orders applied");
        assertThat(Legacy.against(findings, "1_users"))
                .containsExactly("column public.users.email is character varying(80) NOT NULL, not text NOT NULL");
    }

    @Test
    void aConstraintOfAnotherNameHasDivergedAndIsRecognised() {
        Findings findings = findings(
                legacy().migration("1_users", USERS).migration("2_orders", ORDERS),
                USERS + ORDERS + "ALTER TABLE orders RENAME CONSTRAINT orders_user_id_fkey TO orders_to_users");

        assertThat(Legacy.verdicts(findings)).containsExactly("1_users applied", "2_orders diverged");
        assertThat(Legacy.against(findings, "2_orders"))
                .containsExactly(
                        "constraint public.orders.orders_user_id_fkey is there as public.orders.orders_to_users");
    }

    @Test
    void whatChangesRowsAloneCannotBeSeen() {
        Findings findings = findings(
                legacy().migration("1_users", USERS)
                        .migration("2_rows", "UPDATE users SET email = lower(email)")
                        .migration("3_orders", ORDERS)
                        .migration("4_rows", "DELETE FROM orders"),
                USERS + ORDERS);

        assertThat(Legacy.verdicts(findings))
                .containsExactly("1_users applied", "2_rows unobservable", "3_orders applied", "4_rows unobservable");
        assertThat(findings.isSurpassed("2_rows")).isTrue();
        assertThat(findings.isSurpassed("4_rows")).isFalse();
    }

    @Test
    void whatALaterMigrationUndoesCannotBeSeen() {
        Legacy legacy = legacy().migration("1_users", USERS)
                .migration("2_add", "CREATE TABLE extra (id int)")
                .migration("3_drop", "DROP TABLE extra");

        assertThat(Legacy.verdicts(findings(legacy, USERS)))
                .containsExactly("1_users applied", "2_add unobservable", "3_drop unobservable");
    }

    @Test
    void betweenADoingAndItsUndoingBothAreSeen() {
        Legacy legacy = legacy().migration("1_users", USERS)
                .migration("2_add", "CREATE TABLE extra (id int)")
                .migration("3_drop", "DROP TABLE extra");

        assertThat(Legacy.verdicts(findings(legacy, USERS + "CREATE TABLE extra (id int)")))
                .containsExactly("1_users applied", "2_add applied", "3_drop absent");
    }

    @Test
    void whatIsGoneIsKnownToHaveBeenDroppedWhereItsMakerIsThere() {
        Legacy legacy = legacy().migration("1_users", USERS + "ALTER TABLE users ADD COLUMN nick text;")
                .migration("2_drop", "ALTER TABLE users DROP COLUMN nick");

        assertThat(Legacy.verdicts(findings(legacy, USERS))).containsExactly("1_users applied", "2_drop applied");
    }

    @Test
    void whatIsLeftOutInTheMiddleIsAbsent() {
        Legacy legacy = legacy().migration("1_users", USERS)
                .migration("2_nick", "ALTER TABLE users ADD COLUMN nick text")
                .migration("3_orders", ORDERS);

        Findings findings = findings(legacy, USERS + ORDERS);

        assertThat(Legacy.verdicts(findings)).containsExactly("1_users applied", "2_nick absent", "3_orders applied");
        assertThat(findings.supposed()).containsExactly("1_users", "3_orders");
        assertThat(findings.residual(findings.supposed())).isEmpty();
    }

    @Test
    void aDatabaseAheadOfTheFolderHasAllOfIt() {
        Findings findings = findings(legacy().migration("1_users", USERS), USERS + ORDERS);

        assertThat(Legacy.verdicts(findings)).containsExactly("1_users applied");
        assertThat(findings.residual(List.of("1_users")).orElseThrow().differences())
                .extracting(Difference::title)
                .containsExactly("table public.orders is added");
    }

    @Test
    void whatCannotBeReplayedIsSaidWithItsPlace() {
        Legacy legacy = legacy().migration("1_orders", ORDERS);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> findings(legacy, USERS))
                .satisfies(e -> {
                    assertThat(e.first().code()).isEqualTo(ProblemCode.PB220);
                    assertThat(e.first().message()).contains("relation \"users\" does not exist");
                    assertThat(e.first().at().orElseThrow().line()).isEqualTo(1);
                });
    }

    private Legacy legacy() {
        return new Legacy(folder);
    }

    private Findings findings(Legacy legacy, String byHand) {
        database.execute(byHand);
        return legacy.findings(sandbox.url(), database.url());
    }
}
