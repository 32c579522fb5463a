package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Hears how a deployment goes, as it goes, so that it can be recorded and shown. */
public interface DeployListener {

    DeployListener NOBODY = new DeployListener() {
        @Override
        public void migrationStarted(Migration migration, String rowId) {}

        @Override
        public void statementNext(Statement statement) {}

        @Override
        public void opened(Session session, String transaction) {}

        @Override
        public void committing(Session session, Optional<String> transaction) {}

        @Override
        public void migrationApplied(Migration migration, Duration took) {}

        @Override
        public void waiting(List<Blocker> blockers) {}

        @Override
        public void retrying(Migration migration, int attempt, String reason, List<Blocker> blockers) {}
    };

    void migrationStarted(Migration migration, String rowId);

    /** Whether it looks at the database between two statements, so that each must be answered before the next is sent. */
    default boolean looksBetween() {
        return false;
    }

    /** The next statement that the session sends. */
    void statementNext(Statement statement);

    /** The migration's own transaction has begun; it will be committed under this id, unless another attempt is needed. */
    void opened(Session session, String transaction);

    /**
     * Must return only when what was heard so far is on disk: the COMMIT, or a statement that commits by itself, follows.
     *
     * @param transaction what is committed; absent where it has no transaction of ours
     */
    void committing(Session session, Optional<String> transaction);

    void migrationApplied(Migration migration, Duration took);

    /** A statement waits for others' locks; called from another thread, while it waits. */
    void waiting(List<Blocker> blockers);

    /**
     * A lock was not to be had, and everything since the last COMMIT was rolled back; it is tried again.
     *
     * @param blockers who was seen to hold it
     */
    void retrying(Migration migration, int attempt, String reason, List<Blocker> blockers);
}
