package dev.pgplaybook.schema;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import java.util.ArrayList;
import java.util.List;

/** A database on which schemas are tried out, each in a transaction that is rolled back. */
final class SchemaStage implements AutoCloseable {

    static final SnapshotOptions ALL = SnapshotOptions.STANDARD.withOwners().withComments();

    /** Where schemas are made, and the roles that they name. A server has the roles for all of its databases. */
    static final String STAGE = """
            DO $$ BEGIN CREATE ROLE reader; CREATE ROLE writer; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
            CREATE SCHEMA IF NOT EXISTS app""";

    private final Session session;

    SchemaStage(DatabaseUrl url) {
        session = Session.open(url, SessionOptions.named("schema-stage"));
        session.script(STAGE);
        session.together(SnapshotReader.SETTINGS.replace("SET LOCAL ", "SET ") + "PREPARE look AS "
                + SnapshotQuery.of(session.serverMajor(), ALL) + "; RESET ALL");
    }

    int major() {
        return session.serverMajor();
    }

    /** How the schema is before the first of the scripts, and after each of them. */
    List<Snapshot> snapshots(String setup, String... scripts) {
        List<Snapshot> snapshots = new ArrayList<>();
        during(setup, () -> {
            snapshots.add(snapshot());
            for (String script : scripts) {
                session.script(script);
                snapshots.add(snapshot());
            }
        });
        return snapshots;
    }

    /** As {@link SnapshotReader#readWithin}, but that the server has planned the query: there are thousands to come. */
    private Snapshot snapshot() {
        try {
            return Snapshot.of(
                    session.serverMajor(),
                    AutomaticNames.settled(
                            SnapshotReader.facts(session, "SAVEPOINT look; ", ALL.limit(), "EXECUTE look")));
        } finally {
            session.together("ROLLBACK TO look; RELEASE look");
        }
    }

    /** While a trial goes on, the schema is as the setup makes it, and behind it as it was; so also within another trial. */
    void during(String setup, Runnable trial) {
        boolean within = session.inTransaction();
        session.together((within ? "SAVEPOINT trial" : "BEGIN") + "; SET LOCAL search_path = app");
        try {
            session.script(setup);
            trial.run();
        } finally {
            session.together(within ? "ROLLBACK TO trial; RELEASE trial" : "ROLLBACK");
        }
    }

    /** During a trial, where the session sees what has been made. */
    List<Row> query(String sql) {
        return session.query(sql);
    }

    @Override
    public void close() {
        session.close();
    }
}
