package dev.pgplaybook.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.List;

/** PostgreSQL and its kin do not run as root; in a user namespace root is somebody else. */
final class Unprivileged {

    private Unprivileged() {}

    /** What goes before the program's name; aborts the test where this machine does not let it be run. */
    static List<String> prefix(String program) throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        Process tried = new ProcessBuilder("unshare", "-U", "true").start();
        return tried.onExit().join().exitValue() == 0
                ? List.of("unshare", "-U")
                : abort("needs user namespaces to run this machine's " + program + " as root");
    }
}
