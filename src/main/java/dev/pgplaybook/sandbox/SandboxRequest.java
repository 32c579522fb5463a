package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.DatabaseUrl;
import java.time.Duration;
import java.util.Optional;

/**
 * What sandbox is wanted.
 *
 * @param label what it is for, such as a run's name; its traces on the machine are named after it
 * @param majorVersion the PostgreSQL that it should resemble; absent for the one that is at hand
 * @param image the container's; absent for the official one of the major version
 * @param pullLimit how long the image's download may take; absent for the standard
 * @param server where databases are made on a server of the operator's
 * @param filling what it will be filled with, in a form that is equal where the filling is; absent where that is not to be kept
 * @param brief whether it is gone in a moment and next to empty until then: memory may hold its files, and a server of its own may
 *     have no other database, nor make one
 */
public record SandboxRequest(
        String label,
        Optional<Integer> majorVersion,
        Optional<String> image,
        Optional<Duration> pullLimit,
        Optional<DatabaseUrl> server,
        Optional<String> filling,
        boolean brief) {

    public static SandboxRequest of(String label) {
        return new SandboxRequest(
                label, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    public SandboxRequest ofMajor(int major) {
        return new SandboxRequest(label, Optional.of(major), image, pullLimit, server, filling, brief);
    }

    public SandboxRequest fromImage(String name) {
        return new SandboxRequest(label, majorVersion, Optional.of(name), pullLimit, server, filling, brief);
    }

    public SandboxRequest on(DatabaseUrl url) {
        return new SandboxRequest(label, majorVersion, image, pullLimit, Optional.of(url), filling, brief);
    }

    public SandboxRequest filledWith(String what) {
        return new SandboxRequest(label, majorVersion, image, pullLimit, server, Optional.of(what), brief);
    }

    public SandboxRequest briefly() {
        return new SandboxRequest(label, majorVersion, image, pullLimit, server, filling, true);
    }
}
