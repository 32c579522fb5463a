package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every provider's sandboxes have in common. */
abstract class SandboxContract {

    private final String label = "contract-" + UUID.randomUUID().toString().substring(0, 8);

    abstract SandboxProvider provider();

    /** What is asked of the provider, beside the label. */
    SandboxRequest request(SandboxRequest plain) {
        return plain;
    }

    /** Fails where a process, a directory or anything else on this machine is still named after the label. */
    abstract void assertNothingIsLeftOf(String usedLabel) throws Exception;

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertNothingIsLeftOf(label);
    }

    @Test
    void isADatabaseThatMayBeChanged() throws Exception {
        try (Sandbox sandbox = create()) {
            assertThat(one(sandbox.url(), "SELECT current_database()"))
                    .isEqualTo(sandbox.url().database())
                    .isNotIn("postgres", "template1");
            assertThat(one(sandbox.url(), "CREATE TABLE t (a int); SELECT count(*) FROM t"))
                    .isEqualTo("0");
            assertThat(one(sandbox.url(), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void saysWhichPostgresqlItIs() throws Exception {
        try (Sandbox sandbox = create()) {
            String version = one(sandbox.url(), "SHOW server_version").replaceAll(" .*", "");

            assertThat(sandbox.description()).contains("PostgreSQL " + version);
        }
    }

    @Test
    void refusesWhoeverDoesNotKnowThePassword() {
        try (Sandbox sandbox = create()) {
            DatabaseUrl url = sandbox.url();
            DatabaseUrl guessed = new DatabaseUrl(
                    url.host(),
                    url.port(),
                    url.database(),
                    url.user(),
                    Optional.of("guessed"),
                    url.parameters(),
                    Optional.empty(),
                    false);
            DatabaseUrl without = new DatabaseUrl(
                    url.host(),
                    url.port(),
                    url.database(),
                    url.user(),
                    Optional.empty(),
                    url.parameters(),
                    Optional.empty(),
                    false);

            assertThatThrownBy(() -> TestServer.connect(guessed))
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> TestServer.connect(without)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void staysApartFromAnother() throws Exception {
        try (Sandbox first = create();
                Sandbox second = create()) {
            one(first.url(), "CREATE TABLE only_here (); SELECT 1");

            assertThat(one(second.url(), "SELECT to_regclass('only_here') IS NULL"))
                    .isEqualTo("t");
        }
    }

    @Test
    void isGoneOnceItIsClosedWhateverIsStillConnected() throws Exception {
        Sandbox sandbox = create();
        DatabaseUrl url = sandbox.url();

        try (Connection connection = TestServer.connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            sandbox.close();
            sandbox.close();
        }

        assertThatThrownBy(() -> TestServer.connect(url)).isInstanceOf(SQLException.class);
    }

    @Test
    void comesAndGoesFiveTimes() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (Sandbox sandbox = create()) {
                assertThat(one(sandbox.url(), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void isNotStartedWhenItsWorkIsCancelled() {
        Cancellation cancellation = new Cancellation();
        cancellation.request();

        assertThatThrownBy(() -> provider().create(request(SandboxRequest.of(label)), Progress.silent(), cancellation))
                .isInstanceOfSatisfying(ProblemException.class, thrown -> {
                    assertThat(thrown.first().code()).isEqualTo(ProblemCode.PB602);
                    assertThat(thrown.first().message()).isEqualTo("the start of the sandbox was cancelled");
                });
    }

    private Sandbox create() {
        return provider().create(request(SandboxRequest.of(label)), Progress.silent(), new Cancellation());
    }

    static String one(DatabaseUrl url, String sql) throws SQLException {
        try (Connection connection = TestServer.connect(url);
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (ResultSet result = statement.getResultSet()) {
                assertThat(result.next()).isTrue();
                return result.getString(1);
            }
        }
    }
}
