package dev.pgplaybook.schema;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;

/** Snapshots of a test's database. */
final class Catalogs {

    private Catalogs() {}

    static Snapshot of(DatabaseUrl url) {
        return of(url, SnapshotOptions.STANDARD);
    }

    static Snapshot of(DatabaseUrl url, SnapshotOptions options) {
        try (Session session =
                Session.open(url, SessionOptions.named("schema-test").asReader())) {
            return Snapshot.take(session, options);
        }
    }
}
