package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** Looks for what a sandbox of the embedded provider leaves on the machine. */
final class Leftovers {

    private Leftovers() {}

    static void assertNone(Cache cache, String label) throws IOException {
        try (Stream<Path> directories = Files.list(cache.sandboxes())) {
            assertThat(directories.map(directory -> directory.getFileName().toString()))
                    .noneMatch(name -> name.startsWith(label));
        }
        assertThat(processes(label)).isEmpty();
    }

    /** The databases of the test server that are marked with the label. */
    static List<String> databases(String label) throws SQLException {
        String marked = "SELECT coalesce(string_agg(datname, ','), '') FROM pg_database"
                + " WHERE shobj_description(oid, 'pg_database') LIKE '%" + label + "%'";
        String names = SandboxContract.one(TestServer.url("postgres"), marked);
        return names.isEmpty() ? List.of() : List.of(names.split(",", -1));
    }

    static List<String> processes(String label) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.flatMap(process -> process.info().commandLine().stream())
                    .filter(command -> command.contains("sandboxes/" + label))
                    .toList();
        }
    }
}
