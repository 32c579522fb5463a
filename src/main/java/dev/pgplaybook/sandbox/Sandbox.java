package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.util.Optional;

/** A database that may be broken: nothing else is on it, and nothing of it is left when it is closed. */
public interface Sandbox extends AutoCloseable {

    /** The name of the database in every sandbox that is a server of its own. */
    String DATABASE = "sandbox";

    /**
     * Where it is. In a server of its own this is the superuser, whose password is made up and known to this sandbox's owner alone; on
     * a server of the operator's it is the role and the password that they gave.
     */
    DatabaseUrl url();

    /** What it is, for the operator, such as "embedded PostgreSQL 17.6". */
    String description();

    /** Why it is this kind of sandbox, where nobody has asked for one kind. */
    default Optional<String> reason() {
        return Optional.empty();
    }

    /** Where programs can be run beside its server; empty where it has no machine of its own. */
    default Optional<Inside> inside() {
        return Optional.empty();
    }

    /**
     * Lets it outlive this process: closing it does nothing from now on.
     *
     * @param writing writes down where it is, before nobody holds it any more
     */
    KeptSandbox keep(Writing writing);

    /** Writes a sandbox down under the name by which its provider finds it again. */
    interface Writing {
        KeptSandbox write(String name, KeptSandbox.Provider provider);
    }

    /** What was said of its filling, where it came with the filling that the request names; empty where it is to be filled. */
    default Optional<String> filled() {
        return Optional.empty();
    }

    /**
     * To be called once it is filled as the request says: where its provider can, the next such request gets a copy. Nobody may be
     * connected, and the URL is another one afterwards.
     *
     * @param words what {@link #filled} is to say
     */
    default void remember(String words, Progress progress, Cancellation cancellation) {}

    /** Removes it. Never throws, may be called again, and from another thread than the one that uses it. */
    @Override
    void close();
}
