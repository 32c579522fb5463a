package dev.pgplaybook.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pgplaybook.testing.DatabaseExtension;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every single change of schema/changes.txt is found, named as it is there, and told once; a database like another has no drift. */
class SchemaChangesTest {

    /** What the changes hold of passwords, and what says so much of one that it could be guessed. */
    private static final String SECRET = "hunter22";

    @RegisterExtension
    final DatabaseExtension database = new DatabaseExtension();

    @TestFactory
    Stream<DynamicTest> isFoundAndToldOnce() {
        SchemaStage stage = new SchemaStage(database.url());
        return tests(stage).onClose(stage::close);
    }

    static Stream<DynamicTest> tests(SchemaStage stage) {
        return SchemaChange.on(stage.major()).stream()
                .map(change -> dynamicTest(change.title(), () -> isFoundAndToldOnce(stage, change)));
    }

    private static void isFoundAndToldOnce(SchemaStage stage, SchemaChange change) {
        List<Snapshot> snapshots = stage.snapshots(change.setup(), change.change());
        Snapshot before = snapshots.get(0);
        Snapshot after = snapshots.get(1);

        assertThat(told(before, after)).isEqualTo(change.said());
        boolean lesser = Drift.between(before, after).withoutLesser().isEmpty();
        assertThat(after.fingerprint().equals(before.fingerprint())).isEqualTo(lesser);
        assertThat(after.facts().toString()).doesNotContain(SECRET);

        Snapshot likewise =
                stage.snapshots(change.setup() + ";" + change.change()).get(0);
        assertThat(told(after, likewise)).isEmpty();
        assertThat(likewise.fingerprint()).isEqualTo(after.fingerprint());
    }

    private static List<String> told(Snapshot before, Snapshot after) {
        return Drift.between(before, after).differences().stream()
                .map(Difference::title)
                .toList();
    }
}
