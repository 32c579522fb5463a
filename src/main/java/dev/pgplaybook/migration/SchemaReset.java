package dev.pgplaybook.migration;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Session;

/** Throws the history's schema away with all that is in it, and makes it again, empty: the first half of Prisma's reset. */
public final class SchemaReset {

    private final Session session;
    private final String schema;

    public SchemaReset(Session session) {
        this.session = session;
        this.schema = session.url().schema().orElse("public");
    }

    public String schema() {
        return schema;
    }

    /** What {@link #run} would lose; reads alone. */
    public SchemaLoss loss() {
        return SchemaLoss.of(session, schema);
    }

    /**
     * Does it, in one transaction: the old schema is there, or the empty one. The caller holds the history's lock.
     *
     * @param committing is called when all that is left to do is the COMMIT
     */
    public void run(Runnable committing) {
        session.begin();
        try {
            session.script("DROP SCHEMA IF EXISTS " + Identifiers.quote(schema) + " CASCADE");
            session.script("CREATE SCHEMA " + Identifiers.quote(schema));
            committing.run();
        } catch (RuntimeException e) {
            session.rollback();
            throw e;
        }
        session.commit();
    }
}
