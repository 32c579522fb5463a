package dev.pgplaybook.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.DatabaseExtension;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ServerIdentityTest {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @Test
    void namesTheDatabaseBeyondDoubt() {
        ServerIdentity identity = identity(db.url());

        assertThat(identity.database()).isEqualTo(db.url().database());
        assertThat(String.valueOf(identity.databaseOid()))
                .isEqualTo(db.query("SELECT oid FROM pg_database WHERE datname = current_database()"));
        assertThat(identity.systemIdentifier())
                .isEqualTo(db.query("SELECT system_identifier FROM pg_control_system()"));
        assertThat(identity.timeline()).isEqualTo(1);
        assertThat(identity.version()).isEqualTo(db.query("SHOW server_version"));
        assertThat(identity.version()).startsWith(identity.major() + ".");
        assertThat(identity.role()).isEqualTo(db.url().user());
        assertThat(identity.superuser()).isTrue();
        assertThat(identity.toString())
                .contains(db.url().database(), db.url().host(), identity.systemIdentifier())
                .doesNotContain(db.url().password().orElse("no password"));
    }

    @Test
    void knowsOneDatabaseUnderTwoUrls() {
        DatabaseUrl url = db.url();
        DatabaseUrl other = at(url, "localhost");

        ServerIdentity here = identity(url);
        ServerIdentity there = identity(other);

        assertThat(here.host()).isNotEqualTo(there.host());
        assertThat(here.sameDatabase(there)).isTrue();
        assertThat(here.pins(there)).isFalse();
        assertThat(here.pins(identity(url))).isTrue();
    }

    @Test
    void tellsTwoDatabasesOfOneServerApart() {
        ServerIdentity here = identity(db.url());
        ServerIdentity there = identity(db.url().withDatabase("postgres"));

        assertThat(here.systemIdentifier()).isEqualTo(there.systemIdentifier());
        assertThat(here.sameDatabase(there)).isFalse();
        assertThat(here.pins(there)).isFalse();
    }

    @Test
    void pinsTheRoleAndTheVersionAndTheTimeline() {
        ServerIdentity identity = identity(db.url());

        assertThat(changed(identity, i -> with(i, i.timeline() + 1, i.version(), i.role())))
                .isFalse();
        assertThat(changed(identity, i -> with(i, i.timeline(), "17.99", i.role())))
                .isFalse();
        assertThat(changed(identity, i -> with(i, i.timeline(), i.version(), "somebody")))
                .isFalse();
        assertThat(changed(identity, i -> with(i, i.timeline(), i.version(), i.role())))
                .isTrue();
    }

    @Test
    void neverTakesTwoUnknownServersForOne() {
        ServerIdentity known = identity(db.url());
        ServerIdentity unknown = new ServerIdentity(
                known.host(),
                known.port(),
                known.database(),
                known.databaseOid(),
                "unknown",
                0,
                known.version(),
                known.major(),
                known.role(),
                false);

        assertThat(unknown.sameDatabase(unknown)).isFalse();
    }

    @Test
    void saysUnknownWhereTheRoleMayNotLook() {
        db.execute("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM public");
        String role = db.url().database() + "_role";
        db.execute("CREATE ROLE " + role + "; GRANT " + role + " TO CURRENT_USER");
        try (Session session = Session.open(db.url(), SessionOptions.named("identity"))) {
            session.script("SET ROLE " + role);

            ServerIdentity identity = ServerIdentity.of(session);

            assertThat(identity.systemIdentifier()).isEqualTo("unknown");
            assertThat(identity.timeline()).isZero();
            assertThat(identity.role()).isEqualTo(role);
            assertThat(identity.superuser()).isFalse();
        } finally {
            db.execute("DROP ROLE " + role);
        }
    }

    private static boolean changed(ServerIdentity identity, UnaryOperator<ServerIdentity> change) {
        return identity.pins(change.apply(identity));
    }

    private static ServerIdentity with(ServerIdentity i, long timeline, String version, String role) {
        return new ServerIdentity(
                i.host(),
                i.port(),
                i.database(),
                i.databaseOid(),
                i.systemIdentifier(),
                timeline,
                version,
                i.major(),
                role,
                i.superuser());
    }

    private static DatabaseUrl at(DatabaseUrl url, String host) {
        return new DatabaseUrl(
                host,
                url.port(),
                url.database(),
                url.user(),
                url.password(),
                url.parameters(),
                Optional.empty(),
                false);
    }

    private static ServerIdentity identity(DatabaseUrl url) {
        try (Session session = Session.open(url, SessionOptions.named("identity"))) {
            return ServerIdentity.of(session);
        }
    }
}
