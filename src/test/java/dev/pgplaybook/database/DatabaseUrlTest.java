package dev.pgplaybook.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class DatabaseUrlTest {

    @Test
    void knowsAHostByItsOtherNames() {
        assertThat(at("localhost").isOnSameHost(at("127.0.0.1"))).isTrue();
        assertThat(at("127.0.0.1").isOnSameHost(at("127.0.0.2"))).isTrue();
        assertThat(at("DB.invalid").isOnSameHost(at("db.invalid"))).isTrue();
        assertThat(at("db.invalid").isOnSameHost(at("other.invalid"))).isFalse();
        assertThat(at("192.0.2.1").isOnSameHost(at("localhost"))).isFalse();
    }

    private static DatabaseUrl at(String host) {
        return DatabaseUrl.of(host, 5432, "app", "eva", "secret-1");
    }

    @Test
    void readsALibpqUrlWithEveryPart() {
        DatabaseUrl url = DatabaseUrl.parse(
                "postgres://user:p%40ss%2Fw@host.example:6000/my%20db?sslmode=require&channel_binding=require&schema=app&connect_timeout=7",
                Map.of());

        assertThat(url.host()).isEqualTo("host.example");
        assertThat(url.port()).isEqualTo(6000);
        assertThat(url.database()).isEqualTo("my db");
        assertThat(url.user()).isEqualTo("user");
        assertThat(url.password()).contains("p@ss/w");
        assertThat(url.schema()).contains("app");
        assertThat(url.parameters())
                .isEqualTo(Map.of("sslmode", "require", "channelBinding", "require", "connectTimeout", "7"));
    }

    @Test
    void readsAJdbcUrl() {
        DatabaseUrl url =
                DatabaseUrl.parse("jdbc:postgresql://[::1]:5433/app?user=me&password=secret&currentSchema=s", Map.of());

        assertThat(url.host()).isEqualTo("::1");
        assertThat(url.port()).isEqualTo(5433);
        assertThat(url.user()).isEqualTo("me");
        assertThat(url.password()).contains("secret");
        assertThat(url.schema()).contains("s");
    }

    @Test
    void takesWhatTheUrlLeavesOutFromTheEnvironment() {
        DatabaseUrl url = DatabaseUrl.parse(
                "postgresql://",
                Map.of("PGHOST", "h", "PGPORT", "1234", "PGUSER", "u", "PGPASSWORD", "p", "PGDATABASE", "d"));

        assertThat(url).isEqualTo(DatabaseUrl.of("h", 1234, "d", "u", "p"));
    }

    @Test
    void leavesOutWhatPrismaAloneUnderstands() {
        DatabaseUrl url =
                DatabaseUrl.parse("postgresql://u@h/d?connection_limit=5&pool_timeout=0&pgbouncer=true", Map.of());

        assertThat(url.parameters()).isEmpty();
        assertThat(url.pooled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u@ep-cool-1-pooler.eu-central-1.aws.neon.tech/d",
                "postgresql://u@aws-0-eu.pooler.supabase.com:6543/d"
            })
    void knowsPoolersByTheirNames(String url) {
        assertThat(DatabaseUrl.parse(url, Map.of()).pooled()).isTrue();
    }

    @Test
    void takesSupabasesSessionModeForADirectConnection() {
        assertThat(DatabaseUrl.parse("postgresql://u@aws-0-eu.pooler.supabase.com:5432/d", Map.of())
                        .pooled())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:hushhush@h/d",
                "u:hushhush@h/d",
                "postgresql://u:hushhush@h:port/d",
                "postgresql://u:hushhush@h:99999/d",
                "postgresql://u:hushhush@h/%zz",
                "postgresql://u:hushhush@h/d?sslmood=require",
                "postgresql://u:hushhush@h1,h2/d",
                "postgresql://u:hushhush@h1:5432,h2:5433/d",
                "postgresql://u:hushhush@/d?host=/run/postgresql",
                "postgresql://u:hushhush@%2Frun%2Fpostgresql/d",
                "postgresql://u:hushhush@h/d?sslmode=sometimes",
                "postgresql://u:hushhush@h/d?channel_binding=yes",
                "postgresql://u:hushhush@h/d?connect_timeout=soon",
                "postgresql://u:hushhush@h/d?target_session_attrs=writable",
                "postgresql://u:hushhush@h/d?service=app",
                "postgresql://u:hushhush@h/d?hostaddr=10.0.0.1",
                "postgresql://u:hushhush@h/d?sslcrl=crl.pem"
            })
    void refusesWhatIsNoPostgresUrlWithoutShowingItsPassword(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url, Map.of())).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.first().code()).isEqualTo(ProblemCode.PB401);
            assertThat(e.first().toString()).doesNotContain("hushhush");
        });
    }

    @Test
    void suggestsTheParameterThatWasMeant() {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://u@h/d?sslmod=require", Map.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.first().hint()).contains("did you mean sslmode?"));
    }

    @Test
    void takesParametersFromTheEnvironmentWhereTheUrlHasNone() {
        DatabaseUrl url = DatabaseUrl.parse(
                "postgresql://u@h/d?sslmode=require",
                Map.of("PGSSLMODE", "disable", "PGCONNECT_TIMEOUT", "3", "PGOPTIONS", "-c work_mem=8MB"));

        assertThat(url.parameters())
                .isEqualTo(Map.of("sslmode", "require", "connectTimeout", "3", "options", "-c work_mem=8MB"));
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://u@h/d?target_session_attrs=read-write, targetServerType, primary",
        "postgresql://u@h/d?target_session_attrs=prefer-standby, targetServerType, preferSecondary",
        "postgresql://u@h/d?ssl=true, sslmode, require",
        "jdbc:postgresql://h/d?user=u&ssl=true, sslmode, verify-full",
        "postgresql://u@h/d?sslmode=require&sslaccept=strict, sslmode, verify-full",
        "postgresql://u@h/d?sslrootcert=system, sslfactory, org.postgresql.ssl.DefaultJavaSSLFactory"
    })
    void takesEachDialectsParametersInTheirOwnMeaning(String url, String parameter, String value) {
        assertThat(DatabaseUrl.parse(url, Map.of()).parameters()).containsEntry(parameter, value);
    }

    @Test
    void handsTheDriverOnlyParametersThatItKnows() {
        String everything = "postgresql://u@h/d?sslmode=prefer&sslrootcert=r&sslcert=c&sslkey=k&sslpassword=p"
                + "&sslnegotiation=direct&channel_binding=prefer&connect_timeout=1&gssencmode=disable&krbsrvname=s"
                + "&options=o&target_session_attrs=any&require_auth=none";

        Map<String, String> parameters = DatabaseUrl.parse(everything, Map.of()).parameters();

        assertThat(parameters).hasSize(13);
        assertThat(parameters.keySet()).allMatch(name -> PGProperty.forName(name) != null);
    }

    @Test
    void refusesAServiceWhoseFileItDoesNotRead() {
        Map<String, String> environment = Map.of("PGSERVICE", "app");

        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql:///d", environment))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.first().message()).contains("PGSERVICE"));
        assertThat(DatabaseUrl.parse("postgresql://u@h/d", environment).host()).isEqualTo("h");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://u@ep-cool-1-pooler.eu-central-1.aws.neon.tech/d, use Neon's direct host: ep-cool-1.eu-central-1.aws.neon.tech",
        "postgresql://postgres.abcd@aws-0-eu.pooler.supabase.com:6543/d, or the direct host db.abcd.supabase.co",
        "postgresql://postgres@db.abcd.supabase.co:6543/d, use port 5432 of the same host",
        "postgresql://u@h:6432/d?pgbouncer=true, usually on port 5432"
    })
    void namesTheWayRoundAPooler(String url, String way) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url, Map.of()).requireDirect("The target production"))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.first().code()).isEqualTo(ProblemCode.PB408);
                    assertThat(e.first().message()).startsWith("The target production is reached through a pooler");
                    assertThat(e.first().hint())
                            .hasValueSatisfying(hint -> assertThat(hint).contains(way));
                });
    }

    /** A command of a playbook connects as strictly as we do. */
    @Test
    void handsItsParametersToProgramsThatSpeakLibpq() {
        String text =
                "postgresql://u:p@h:5433/d?schema=app&channel_binding=require&connect_timeout=7&options=-c%20a%3Db"
                        + "&sslmode=verify-full&sslrootcert=system";

        DatabaseUrl url = DatabaseUrl.parse(text, Map.of());

        assertThat(url.withPassword()).isEqualTo(text);
        assertThat(url.environment())
                .containsEntry("PGSSLMODE", "verify-full")
                .containsEntry("PGSSLROOTCERT", "system")
                .containsEntry("PGCHANNELBINDING", "require")
                .containsEntry("PGOPTIONS", "-c a=b")
                .containsEntry("PGPASSWORD", "p")
                .containsEntry("PGPORT", "5433");
    }

    @Test
    void showsNoPasswordAsText() {
        DatabaseUrl url = DatabaseUrl.of("h", 5432, "d", "u", "hush/hush");

        assertThat(url.toString()).isEqualTo("postgresql://u@h:5432/d");
        assertThat(DatabaseUrl.parse(url.withPassword(), Map.of())).isEqualTo(url);
    }
}
