package dev.pgplaybook.step;

import dev.pgplaybook.run.Consent;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.ServerTrial;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What tests have in common that walk a playbook on a real target: a database, a project, and somebody who agrees. */
abstract class OnServer {

    static final Consent YES = new Consent.Yes();

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    ServerTrial server;

    @BeforeEach
    void beginATrial() {
        server = new ServerTrial(directory, db);
    }
}
