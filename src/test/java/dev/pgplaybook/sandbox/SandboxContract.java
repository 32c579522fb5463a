package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
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

    /** The servers of the embedded provider, where this is its contract. */
    EmbeddedProvider embedded() {
        return new EmbeddedProvider(TestServer.cache());
    }

    /** The operator's password is in the environment, as it is not written down. */
    private KeptSandboxes kept() {
        Map<String, String> environment =
                Map.of("PGPASSWORD", TestServer.url("postgres").password().orElseThrow());
        ContainerProvider containers = new ContainerProvider(System.getenv(), Path.of(System.getProperty("user.home")));
        return new KeptSandboxes(TestServer.cache(), environment, embedded(), containers);
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
    void isADatabaseThatMayBeChangedAlsoForAMoment() throws Exception {
        SandboxRequest brief = request(SandboxRequest.of(label)).briefly();
        try (Sandbox sandbox = provider().create(brief, Progress.silent(), new Cancellation())) {
            assertThat(one(sandbox.url(), "CREATE TABLE t (a int); SELECT count(*) FROM t"))
                    .isEqualTo("0");
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
    void staysWhenItIsKeptUntilItIsRemovedByName() throws Exception {
        KeptSandboxes sandboxes = kept();
        KeptSandbox kept;
        try (Sandbox sandbox = create()) {
            one(sandbox.url(), "CREATE TABLE kept_table (); SELECT 1");
            kept = sandboxes.keep(sandbox, "empty", Instant.parse("2026-11-25T12:00:00Z"));
        }
        create().close(); // It looks for orphans.
        sandboxes.removeOrphans(Optional.empty(), Progress.silent(), new Cancellation());

        assertThat(sandboxes.all()).contains(sandboxes.find(kept.name()));
        assertThat(one(sandboxes.find(kept.name()).url(), "SELECT to_regclass('kept_table')"))
                .isEqualTo("kept_table");
        assertThat(sandboxes.size(kept).orElseThrow()).isGreaterThan(1_000_000);
        assertThat(sandboxes.pin(kept).pinned()).isTrue();
        assertThat(sandboxes.find(kept.name()).pinned()).isTrue();

        sandboxes.remove(sandboxes.find(kept.name()), Progress.silent());

        assertThat(sandboxes.size(kept)).isEmpty();
        assertThatThrownBy(() -> TestServer.connect(kept.url())).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> sandboxes.find(kept.name()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.first().code()).isEqualTo(ProblemCode.PB612));
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
