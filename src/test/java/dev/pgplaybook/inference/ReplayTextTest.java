package dev.pgplaybook.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.testing.DatabaseExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ReplayTextTest {

    @RegisterExtension
    final DatabaseExtension sandbox = new DatabaseExtension();

    @TempDir
    Path folder;

    @Test
    void saysAllThatWasSeen() {
        new Legacy(folder)
                .migration(
                        "1_made", "CREATE TABLE a (x int, y text, z int); CREATE INDEX by_y ON a (y, (x || ' says'))")
                .migration(
                        "2_changed",
                        "ALTER TABLE a ALTER x TYPE bigint, ADD CHECK (z > 0); CREATE VIEW v AS SELECT y FROM a")
                .migration("3_gone", "DROP VIEW v; DROP INDEX by_y; ALTER TABLE a DROP z")
                .migration("4_moved", "ALTER TABLE a DROP y; ALTER TABLE a ADD y text")
                .migration("5_nothing", "UPDATE a SET x = 1");
        Replay replay = Legacy.replay(sandbox.url(), MigrationFolder.read(folder));

        assertThat(replay.effects())
                .extracting(effect -> effect.changes().isEmpty())
                .containsSequence(false, true, true);
        assertThat(replay.effects().get(3).moved()).isNotEmpty();
        assertThat(ReplayText.of(replay).replay()).isEqualTo(replay);
    }
}
