package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Hears how a deployment goes, as it goes, so that it can be recorded and shown. Whoever hears listens to what they need. */
public interface DeployListener {

    DeployListener NOBODY = new DeployListener() {};

    default void migrationStarted(Migration migration, String rowId) {}

    /** Whether it looks at the database between two statements, so that each must be answered before the next is sent. */
    default boolean looksBetween() {
        return false;
    }

    /** The next statement that the session sends. */
    default void statementNext(Statement statement) {}

    /** The migration's own transaction has begun; it will be committed under this id, unless another attempt is needed. */
    default void opened(Session session, String transaction) {}

    /**
     * Must return only when what was heard so far is on disk: the COMMIT, or a statement that commits by itself, follows.
     *
     * @param transaction what is committed; absent where it has no transaction of ours
     */
    default void committing(Session session, Optional<String> transaction) {}

    default void migrationApplied(Migration migration, Duration took) {}

    /** A statement waits for others' locks; called from another thread, while it waits. */
    default void waiting(List<Blocker> blockers) {}

    /**
     * A lock was not to be had, and everything since the last COMMIT was rolled back; it is tried again.
     *
     * @param blockers who was seen to hold it
     */
    default void retrying(Migration migration, int attempt, String reason, List<Blocker> blockers) {}
}
