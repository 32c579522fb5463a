package dev.pgplaybook.database;

import java.util.List;

/** What a session's role may do on its server, beyond changing tables. */
public final class Rights {

    private final Session session;

    public Rights(Session session) {
        this.session = session;
    }

    /** Whether it may cancel statements of other roles: what stands in a migration's way is ended so. */
    public boolean mayCancelOthers() {
        return holds("pg_has_role(current_user, 'pg_signal_backend', 'USAGE')");
    }

    public boolean mayMakeDatabases() {
        return holds("rolcreatedb");
    }

    private boolean holds(String right) {
        return session.one("SELECT rolsuper OR " + right + " FROM pg_roles WHERE rolname = current_user")
                .flag(0);
    }

    /** An extension, and the version that is installed. */
    public record Extension(String name, String version) {}

    /** Those of the database, in the order of their names. */
    public List<Extension> extensions() {
        return session
                .query("SELECT extname, extversion FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1")
                .stream()
                .map(row -> new Extension(row.text(0), row.text(1)))
                .toList();
    }

    /** Those that CREATE EXTENSION would find on this server. */
    public List<String> available() {
        return session.query("SELECT name FROM pg_available_extensions ORDER BY 1").stream()
                .map(row -> row.text(0))
                .toList();
    }
}
