package dev.pgplaybook.migration;

import dev.pgplaybook.testing.DatabaseExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a test of a folder of migrations begins with: no migrations, a fresh database, and names for three. */
abstract class ProjectTest {

    static final String A = "20250101000000_a";
    static final String B = "20250102000000_b";
    static final String C = "20250103000000_c";

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    Project project;

    @BeforeEach
    final void beginProject() {
        project = new Project(directory, db.url());
    }
}
