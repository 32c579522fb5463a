package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.DatabaseUrl;

/** A database that may be broken: nothing else is on it, and nothing of it is left when it is closed. */
public interface Sandbox extends AutoCloseable {

    /** The name of the database in every sandbox. */
    String DATABASE = "sandbox";

    /** Where it is, as a superuser. Its password is made up, and known to this sandbox's owner alone. */
    DatabaseUrl url();

    /** What it is, for the operator, such as "embedded PostgreSQL 17.6". */
    String description();

    /** Removes it. Never throws, may be called again, and from another thread than the one that uses it. */
    @Override
    void close();
}
