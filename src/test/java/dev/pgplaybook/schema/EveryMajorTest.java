package dev.pgplaybook.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.sandbox.MajorServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the oldest major version to the newest a schema is the same facts, and its changes are told in the same words. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryMajorTest {

    private static final String SECRET = "hunter22";

    private final Map<Integer, MajorServer> servers = new HashMap<>();
    private Snapshot ofThe15 = new Snapshot(0, Map.of());

    @BeforeAll
    void takesTheOneThatOthersAreHeldAgainst() throws IOException {
        ofThe15 = kinds(15);
    }

    @AfterAll
    void stop() throws IOException {
        for (MajorServer server : servers.values()) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 14, 15, 16, 18})
    void tellsEveryChangeInTheSameWords(int major) throws IOException {
        List<String> wrong = new ArrayList<>();
        try (SchemaStage stage = new SchemaStage(server(major))) {
            for (SchemaChange change : SchemaChange.on(major)) {
                List<Snapshot> snapshots = stage.snapshots(change.setup(), change.change());
                List<String> told = Drift.between(snapshots.get(0), snapshots.get(1)).differences().stream()
                        .map(Difference::title)
                        .toList();
                if (!told.equals(change.said())) {
                    wrong.add(change.title() + ": " + told);
                }
                assertThat(snapshots.get(1).facts().toString()).doesNotContain(SECRET);
            }
        }

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 14, 16, 17, 18})
    void hasTheSameFactsOfEveryKind(int major) throws IOException {
        Drift drift = Drift.between(ofThe15, kinds(major));

        assertThat(drift.differences().stream().map(Difference::title)).isEqualTo(otherwise(major));
    }

    /**
     * What is really another thing there: contrib's version, a range without its multirange, a subscription's new default. And a view's
     * columns are printed without their table's name from 16 on where there is but one table.
     */
    private static List<String> otherwise(int major) {
        String view = "materialized view app.totals is different";
        return switch (major) {
            case 13 -> List.of("extension hstore is different", "type app.span is different");
            case 16, 17 -> List.of(view);
            case 18 -> List.of(view, "subscription feed is different");
            default -> List.of();
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 17, 18})
    void tellsNoDifferenceWhereAnotherMajorPrintsTheSameViewInOtherWords(int major) throws IOException {
        Snapshot there = kinds(major);
        boolean later = major > 15;
        try (Session scratch = Session.open(server(later ? major : 15), SessionOptions.named("scratch"))) {
            scratch.script("SET search_path = app; " + text("kinds.sql"));
            Snapshot settled = new Reparsing(scratch).settled(ofThe15, there);

            assertThat(Drift.between(ofThe15, settled).differences().stream().map(Difference::title))
                    .isEqualTo(otherwise(major).stream()
                            .filter(title -> !title.startsWith("materialized view"))
                            .toList());
        } finally {
            emptied(later ? major : 15);
        }
    }

    private void emptied(int major) throws IOException {
        try (Session session = Session.open(server(major), SessionOptions.named("emptied"))) {
            session.script(
                    "DROP SCHEMA app CASCADE; DROP PUBLICATION news; ALTER SUBSCRIPTION feed SET (slot_name = NONE); DROP SUBSCRIPTION feed;"
                            + " DROP FOREIGN DATA WRAPPER far CASCADE; DROP LANGUAGE lang; DROP ACCESS METHOD heap2; DROP EXTENSION IF EXISTS hstore; CREATE SCHEMA app");
        }
    }

    private Snapshot kinds(int major) throws IOException {
        try (SchemaStage stage = new SchemaStage(server(major))) {
            Snapshot snapshot = stage.snapshots(text("kinds.sql")).get(0);
            assertThat(snapshot.facts().toString()).doesNotContain(SECRET);
            assertThat(snapshot.facts().values().stream()
                            .map(Fact::kind)
                            .distinct()
                            .count())
                    .isGreaterThan(30);
            return snapshot;
        }
    }

    /** An index over plain columns is put in words by the snapshot's own query. */
    @ParameterizedTest
    @ValueSource(ints = {13, 14, 15, 16, 17, 18})
    void saysAnIndexAsTheServerDoes(int major) throws IOException {
        try (SchemaStage stage = new SchemaStage(server(major))) {
            stage.during("CREATE EXTENSION citext;" + text("indexes.sql"), () -> {
                Snapshot snapshot = stage.snapshots("").get(0);
                List<Row> indexes = stage.query("""
                        SELECT 'app.' || quote_ident(c.relname), regexp_replace(set_config('search_path', 'pg_catalog', true)
                               || pg_get_indexdef(c.oid), '.* INDEX ("[^"]+"|\\S+) ', '')
                        FROM pg_class AS c WHERE c.relkind IN ('i', 'I') AND c.relnamespace = 'app'::regnamespace""");

                assertThat(indexes).hasSizeGreaterThan(25);
                for (Row index : indexes) {
                    assertThat(snapshot.fact(FactKind.INDEX, index.text(0)).map(Fact::definition))
                            .as(index.text(0))
                            .hasValueSatisfying(
                                    definition -> assertThat(definition).endsWith(index.text(1)));
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 14, 15, 16, 17, 18})
    void isReadByARoleThatMayDoNothing(int major) throws IOException {
        DatabaseUrl url = server(major);
        try (Session session = Session.open(url, SessionOptions.named("nobody"))) {
            session.script("""
                    DO $$ BEGIN CREATE ROLE nobody_much; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                    SET ROLE nobody_much""");
            Snapshot snapshot = Snapshot.take(session, SchemaStage.ALL);

            assertThat(snapshot.fact(FactKind.SCHEMA, "public")).isPresent();
        }
    }

    private DatabaseUrl server(int major) throws IOException {
        MajorServer server = servers.get(major);
        if (server == null) {
            server = MajorServer.start(major);
            servers.put(major, server);
        }
        return server.url();
    }

    private static String text(String name) throws IOException {
        try (InputStream in = EveryMajorTest.class.getResourceAsStream("/schema/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
