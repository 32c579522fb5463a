package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.testing.BareTrial;
import dev.pgplaybook.testing.DatabaseExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ResolveTest {

    private static final String A = "20250101000000_a";

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    /** As Prisma does, which reads migration_lock.toml for --applied alone. */
    @Test
    void marksAsRolledBackWhateverTheLockFileSays() {
        BareTrial bare = new BareTrial(directory, db.url()).migration(A, "SELECT 1 / 0");
        bare.walk(new Work.Deploy(Optional.empty(), Optional.empty()));
        bare.trial.write("migrations/migration_lock.toml", "provider = \"mysql\"\n");

        assertThat(bare.walk(new Work.Resolve(List.of(A), List.of()))).isInstanceOf(Result.Failed.class);
        assertThat(bare.walk(new Work.Resolve(List.of(), List.of(A)))).isInstanceOf(Result.Passed.class);

        assertThat(db.query("SELECT rolled_back_at IS NOT NULL FROM _prisma_migrations"))
                .isEqualTo("t");
    }
}
