package dev.pgplaybook.schema;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import java.util.List;

/** A database on which schemas are tried out, each in a transaction that is rolled back. */
final class SchemaStage implements AutoCloseable {

    private static final SnapshotOptions ALL =
            SnapshotOptions.STANDARD.withOwners().withComments();

    /** Where schemas are made, and the roles that they name. A server has the roles for all of its databases. */
    private static final String STAGE = """
            DO $$ BEGIN CREATE ROLE reader; CREATE ROLE writer; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
            CREATE SCHEMA app""";

    private final Session session;
    private final SnapshotReader reader;

    SchemaStage(DatabaseUrl url) {
        session = Session.open(url, SessionOptions.named("schema-stage"));
        session.script(STAGE);
        reader = new SnapshotReader(session, ALL);
        reader.makeReady();
    }

    int major() {
        return session.serverMajor();
    }

    /** How the schema is before the first of the scripts, and after each of them. */
    List<Snapshot> snapshots(String setup, String... scripts) {
        session.together("BEGIN; SET LOCAL search_path = app");
        try {
            session.script(setup);
            List<Snapshot> snapshots = new java.util.ArrayList<>(List.of(reader.readWithin()));
            for (String script : scripts) {
                session.script(script);
                snapshots.add(reader.readWithin());
            }
            return snapshots;
        } finally {
            session.rollback();
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
