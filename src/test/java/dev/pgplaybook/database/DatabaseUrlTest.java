package dev.pgplaybook.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

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
                "postgresql://u:hushhush@h/d?sslmood=require"
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
    void showsNoPasswordAsText() {
        DatabaseUrl url = DatabaseUrl.of("h", 5432, "d", "u", "hush/hush");

        assertThat(url.toString()).isEqualTo("postgresql://u@h:5432/d");
        assertThat(DatabaseUrl.parse(url.withPassword(), Map.of())).isEqualTo(url);
    }
}
