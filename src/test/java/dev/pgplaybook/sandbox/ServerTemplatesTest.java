package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a role of its own, so that nothing is said of templates that other tests make. */
class ServerTemplatesTest extends TemplateContract {

    private DatabaseUrl server;

    @BeforeEach
    void makeRole() {
        onServer("CREATE ROLE templater LOGIN CREATEDB PASSWORD 'templater-1'");
        DatabaseUrl url = TestServer.url("postgres");
        server = DatabaseUrl.of(url.host(), url.port(), "postgres", "templater", "templater-1");
    }

    @AfterEach
    void dropRole() {
        with("0").removeOrphans(server, Progress.silent(), NEVER);
        assertThat(templates()).isEmpty();
        onServer("DROP ROLE templater");
    }

    @Test
    void isCalledByItsLikenessAndNothingElse() {
        remember("k1", LARGE);

        assertThat(templates()).singleElement().asString().matches("pgplaybook_warm_[0-9a-f]{24}");
    }

    @Test
    void nobodyCanConnectToOne() {
        remember("k1", LARGE);

        assertThat(onServer("SELECT datallowconn FROM pg_database WHERE datname = '"
                        + templates().get(0) + "'"))
                .containsExactly("false");
    }

    @Test
    void dropsTheOneThatWasUsedLongestAgoAndWhatIsLargerThanAllRoomIsNotKept() {
        remember("k1", LARGE);
        String oldest = templates().get(0);
        long size = Long.parseLong(
                onServer("SELECT pg_database_size('" + oldest + "')").get(0));
        used(oldest, "1 day");
        String room = size * 3 / 2 + "B";

        remember("k2", room);
        assertThat(templates()).hasSize(1).doesNotContain(oldest);
        assertThat(isWarm("k2", room)).isTrue();
        assertThat(isWarm("k1", room)).isFalse();

        remember("k3", "1MB");
        assertThat(templates()).isEmpty();
    }

    @Test
    void dropsWhatNobodyHasUsedForAWeekAndWhatWasNeverFinished() {
        remember("k1", LARGE);
        remember("k2", LARGE);
        String unfinished = templates().get(0);
        onServer("COMMENT ON DATABASE " + unfinished + " IS NULL");
        assertThat(isWarm("k1", LARGE) && isWarm("k2", LARGE)).isFalse();
        assertThat(templates()).hasSize(1).doesNotContain(unfinished);

        used(templates().get(0), "8 days");
        with(LARGE).removeOrphans(server, Progress.silent(), NEVER);
        assertThat(templates()).isEmpty();
    }

    /** CREATE DATABASE copies what is in a database, and not what is said of it as a whole. */
    @Test
    void doesNotKeepWhatACopyWouldLack() {
        try (Sandbox sandbox = create("k1", LARGE)) {
            try (Session session = Session.open(sandbox.url(), SessionOptions.named("test"))) {
                session.script("ALTER DATABASE " + sandbox.url().database() + " SET work_mem = '1MB'");
            }
            fill(sandbox);
        }

        assertThat(templates()).isEmpty();
    }

    @Override
    Sandbox create(String key, String bound) {
        return with(bound).create(SandboxRequest.of("templates").on(server).filledWith(key), Progress.silent(), NEVER);
    }

    private static ServerProvider with(String bound) {
        return new ServerProvider(Map.of("PGPLAYBOOK_CACHE_SIZE", bound));
    }

    private static void used(String template, String ago) {
        String time = onServer("SELECT to_char(now() AT TIME ZONE 'UTC' - interval '" + ago + "', 'YYYYMMDDHH24MISS')")
                .get(0);
        onServer("COMMENT ON DATABASE " + template + " IS 'template of pgplaybook, used " + time + ":old'");
    }

    private static List<String> templates() {
        return onServer("SELECT datname FROM pg_database WHERE datname LIKE 'pgplaybook\\_warm%'"
                + " AND pg_get_userbyid(datdba) = 'templater' ORDER BY 1");
    }

    private static List<String> onServer(String sql) {
        try (Session session = Session.open(TestServer.url("postgres"), SessionOptions.named("test"))) {
            return session.query(sql).stream().map(row -> row.text(0)).toList();
        }
    }
}
