package dev.pgplaybook.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.Patience;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ActivityTest {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @SuppressWarnings("NullAway.Init")
    private Session observer;

    @SuppressWarnings("NullAway.Init")
    private Activity activity;

    @BeforeEach
    void observe() {
        observer = open("observer");
        activity = new Activity(observer);
    }

    @AfterEach
    void close() {
        observer.close();
    }

    @Test
    void findsASessionThatIdlesInATransaction() {
        try (Session idle = open("forgotten")) {
            idle.begin();
            idle.script("SELECT 1");

            assertThat(activity.transactionsOlderThan(0, true)).singleElement().satisfies(other -> {
                assertThat(other.pid()).isEqualTo(idle.backendPid());
                assertThat(other.application()).isEqualTo("forgotten");
                assertThat(other.toString()).contains("forgotten (pid ", ", idle in transaction for ");
            });
            assertThat(activity.transactionsOlderThan(0, false)).isEmpty();
            assertThat(activity.transactionsOlderThan(3_600, true)).isEmpty();
            idle.rollback();
        }
        assertThat(activity.transactionsOlderThan(0, true)).isEmpty();
    }

    @Test
    void findsATransactionAtWork() {
        try (Session busy = open("reporting")) {
            CompletableFuture<Void> work = CompletableFuture.runAsync(() -> busy.script("SELECT pg_sleep(600)"));
            Patience.until(
                    "the long transaction is seen",
                    () -> !activity.transactionsOlderThan(0, false).isEmpty());

            assertThat(activity.transactionsOlderThan(0, false))
                    .extracting(Activity.Other::application, Activity.Other::state)
                    .containsExactly(tuple("reporting", "active"));
            assertThat(activity.transactionsOlderThan(3_600, false)).isEmpty();
            busy.cancel();
            assertThat(work).failsWithin(Duration.ofSeconds(20)).withThrowableOfType(Exception.class);
        }
    }

    @Test
    void findsAPreparedTransaction() {
        assumeTrue(
                !db.query("SHOW max_prepared_transactions").equals("0"),
                "needs a server with max_prepared_transactions above 0");
        db.execute("BEGIN; CREATE TABLE t (i int); PREPARE TRANSACTION 'half-way'");
        try {
            assertThat(activity.preparedTransactions())
                    .singleElement()
                    .asString()
                    .startsWith("half-way, prepared by " + db.url().user());
        } finally {
            db.execute("ROLLBACK PREPARED 'half-way'");
        }
    }

    @Test
    void seesNothingWhereNothingIs() {
        assertThat(activity.preparedTransactions()).isEmpty();
        assertThat(activity.wraparoundVacuums()).isEmpty();
        assertThat(activity.replicas()).isEmpty();
        assertThat(activity.isStandby()).isFalse();
        assertThat(activity.seesOthers()).isTrue();
        assertThat(activity.databaseBytes()).isPositive();
        assertThat(activity.walPosition()).matches("[0-9A-F]+/[0-9A-F]+");
    }

    @Test
    void findsNothingMissingForAnOwner() {
        db.execute("CREATE TABLE users (id int)");

        assertThat(activity.missingRights("public")).isEmpty();
        assertThat(activity.missingRights("not yet")).isEmpty();
    }

    @Test
    void saysWhatARoleWithoutRightsCannotDo() {
        String role = db.url().database() + "_role";
        db.execute("CREATE TABLE users (id int); CREATE TABLE trades (id int); CREATE VIEW v AS SELECT 1;"
                + "CREATE ROLE " + role);
        try (Session session = open("stranger")) {
            session.script("SET ROLE " + role);
            Activity limited = new Activity(session);

            assertThat(limited.missingRights("public"))
                    .containsExactly("may not make tables in the schema public", "does not own trades, users");
            assertThat(limited.missingRights("app")).containsExactly("may not make the schema app");
            assertThat(limited.seesOthers()).isFalse();
        } finally {
            db.execute("DROP ROLE " + role);
        }
    }

    @Test
    void countsTheRightsOfARoleThatOwnsThroughAnother() {
        String owner = db.url().database() + "_owner";
        String member = db.url().database() + "_member";
        db.execute("CREATE ROLE " + owner + "; CREATE ROLE " + member + " IN ROLE " + owner
                + "; CREATE TABLE users (id int); ALTER TABLE users OWNER TO " + owner
                + "; GRANT CREATE ON SCHEMA public TO "
                + owner);
        try (Session session = open("member")) {
            session.script("SET ROLE " + member);

            assertThat(new Activity(session).missingRights("public")).isEmpty();
        } finally {
            db.execute("DROP OWNED BY " + owner + "; DROP ROLE " + member + "; DROP ROLE " + owner);
        }
    }

    private Session open(String application) {
        return Session.open(db.url(), SessionOptions.named(application));
    }
}
