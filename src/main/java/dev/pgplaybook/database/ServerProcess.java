package dev.pgplaybook.database;

/**
 * The server's process behind a session. A pid alone is used again; with its start it is not.
 *
 * @param startedAt as the server prints it
 */
public record ServerProcess(int pid, String startedAt) {

    /** Whether the process still runs, asked by another session of the same server. */
    public boolean isAlive(Session other) {
        return other.one(
                        "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE pid = ? AND backend_start = ?::timestamptz)",
                        pid,
                        startedAt)
                .flag(0);
    }
}
