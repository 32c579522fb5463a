package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.sql.Statement;
import java.time.Duration;

/** Hears how a deployment goes, as it goes, so that it can be recorded and shown. */
public interface DeployListener {

    DeployListener NOBODY = new DeployListener() {
        @Override
        public void migrationStarted(Migration migration, String rowId) {}

        @Override
        public void statementNext(Statement statement) {}

        @Override
        public void committing(Session session) {}

        @Override
        public void migrationApplied(Migration migration, Duration took) {}

        @Override
        public void retrying(Migration migration, int attempt, String reason) {}
    };

    void migrationStarted(Migration migration, String rowId);

    /** The next statement that the session sends. */
    void statementNext(Statement statement);

    /** Must return only when what was heard so far is on disk: the COMMIT, or a statement that commits by itself, follows. */
    void committing(Session session);

    void migrationApplied(Migration migration, Duration took);

    /** A lock was not to be had, and everything was rolled back; the migration is tried again. */
    void retrying(Migration migration, int attempt, String reason);
}
