package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerProviderTest {

    private static final DatabaseUrl SERVER = TestServer.url("postgres");

    private final Recorded progress = new Recorded();
    private final ServerProvider provider = new ServerProvider(Map.of());

    @Test
    void leavesTheSchemaOfTheServersUrlBehind() throws Exception {
        DatabaseUrl withSchema = new DatabaseUrl(
                SERVER.host(),
                SERVER.port(),
                SERVER.database(),
                SERVER.user(),
                SERVER.password(),
                SERVER.parameters(),
                Optional.of("app"),
                SERVER.pooling());

        try (Sandbox sandbox = create(SandboxRequest.of("schema").on(withSchema))) {
            assertThat(sandbox.url().schema()).isEmpty();
            assertThat(sandbox.url().database()).matches("pgplaybook_[0-9]{14}_[0-9a-f]{8}");
        }
    }

    @Test
    void namesTheRightThatTheRoleLacks() throws Exception {
        onServer("CREATE ROLE without_rights LOGIN PASSWORD 'without-rights'");
        try {
            DatabaseUrl url = new DatabaseUrl(
                    SERVER.host(),
                    SERVER.port(),
                    "postgres",
                    "without_rights",
                    Optional.of("without-rights"),
                    SERVER.parameters(),
                    Optional.empty(),
                    false);

            assertThatThrownBy(() -> create(SandboxRequest.of("rights").on(url)))
                    .isInstanceOfSatisfying(ProblemException.class, thrown -> {
                        assertThat(thrown.first().code()).isEqualTo(ProblemCode.PB608);
                        assertThat(thrown.first().message())
                                .startsWith("The role without_rights may not create databases on 127.0.0.1:");
                        assertThat(thrown.first().hint().orElseThrow()).contains("CREATEDB", "provider: embedded");
                    });
        } finally {
            onServer("DROP ROLE without_rights");
        }
    }

    @Test
    void refusesAPooledUrlBeforeItConnects() {
        DatabaseUrl pooled = DatabaseUrl.parse("postgresql://eva:secret-1@127.0.0.1:1/app?pgbouncer=true", Map.of());

        assertThatThrownBy(() -> create(SandboxRequest.of("pooled").on(pooled)))
                .isInstanceOfSatisfying(ProblemException.class, thrown -> {
                    assertThat(thrown.first().code()).isEqualTo(ProblemCode.PB408);
                    assertThat(thrown.first().message()).doesNotContain("secret-1");
                });
    }

    @Test
    void removesWhatADeadProcessOfThisMachineLeftBehind() throws Exception {
        Owner ourselves = Owner.ourselves();
        ServerDatabase dead = new ServerDatabase("pgplaybook_20260101000000_0000dead");
        ServerDatabase reused = new ServerDatabase("pgplaybook_20260101000000_00005e0d");
        make(dead, Optional.of(new Owner(ourselves.machine(), endedProcess(), ourselves.start())));
        make(reused, Optional.of(new Owner(ourselves.machine(), ourselves.pid(), ourselves.start() - 60_000)));

        create(SandboxRequest.of("next").on(SERVER)).close();

        assertThat(progress.notes)
                .containsExactlyInAnyOrder(
                        "removed the sandbox " + dead.name() + " that an earlier process left behind",
                        "removed the sandbox " + reused.name() + " that an earlier process left behind");
        assertThat(exists(dead)).isFalse();
        assertThat(exists(reused)).isFalse();
    }

    @Test
    void removesWhatNobodyKnowsOnceItIsADayOldAndDeserted() throws Exception {
        Owner elsewhere = new Owner("another-machine/1", 1, 1);
        ServerDatabase old = new ServerDatabase("pgplaybook_20260101000000_000000a1");
        ServerDatabase oldWithoutMark = new ServerDatabase("pgplaybook_20260101000000_000000a2");
        ServerDatabase oldAndUsed = new ServerDatabase("pgplaybook_20260101000000_000000a3");
        ServerDatabase fresh = new ServerDatabase("pgplaybook_29990101000000_000000a4");
        make(old, Optional.of(elsewhere));
        make(oldWithoutMark, Optional.empty());
        make(oldAndUsed, Optional.of(elsewhere));
        make(fresh, Optional.of(elsewhere));

        try (Connection user = TestServer.connect(TestServer.url(oldAndUsed.name()))) {
            create(SandboxRequest.of("next").on(SERVER)).close();
            assertThat(user.isValid(5)).isTrue();
        } finally {
            assertThat(exists(old)).isFalse();
            assertThat(exists(oldWithoutMark)).isFalse();
            assertThat(exists(oldAndUsed)).isTrue();
            assertThat(exists(fresh)).isTrue();
            onServer(oldAndUsed.drop());
            onServer(fresh.drop());
        }
    }

    @Test
    void leavesEverythingElseAlone() throws Exception {
        ServerDatabase named = new ServerDatabase("pgplaybook_by_hand");
        ServerDatabase alive = new ServerDatabase("pgplaybook_20260101000000_000000b1");
        make(named, Optional.of(new Owner(Owner.ourselves().machine(), endedProcess(), 1)));
        make(alive, Optional.of(Owner.ourselves()));
        try {
            create(SandboxRequest.of("next").on(SERVER)).close();

            assertThat(exists(named)).isTrue();
            assertThat(exists(alive)).isTrue();
            assertThat(progress.notes).isEmpty();
        } finally {
            onServer(named.drop());
            onServer(alive.drop());
        }
    }

    @Test
    void closesWithoutAWordWhenTheServerDoesNotLetIt() throws Exception {
        Sandbox sandbox = create(SandboxRequest.of("held").on(SERVER));
        ServerDatabase database = new ServerDatabase(sandbox.url().database());

        onServer("ALTER DATABASE " + database.name() + " IS_TEMPLATE true");
        sandbox.close();

        assertThat(exists(database)).isTrue();
        onServer("ALTER DATABASE " + database.name() + " IS_TEMPLATE false");
        onServer(database.drop());
    }

    private Sandbox create(SandboxRequest request) {
        return provider.create(request, progress, new Cancellation());
    }

    private static long endedProcess() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    private static void make(ServerDatabase database, Optional<Owner> owner) throws SQLException {
        onServer(database.create());
        if (owner.isPresent()) {
            onServer(database.mark("orphan", owner.get()));
        }
    }

    private static boolean exists(ServerDatabase database) throws SQLException {
        return SandboxContract.one(SERVER, "SELECT count(*) FROM pg_database WHERE datname = '" + database.name() + "'")
                .equals("1");
    }

    private static void onServer(String sql) throws SQLException {
        try (Connection connection = TestServer.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
