package dev.pgplaybook.likeness.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.testing.DatabaseExtension;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the schema, every row that is made keeps to every constraint of it. */
class SyntheticRowsPropertyTest {

    private static final int SCHEMAS = 80;

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    static LongStream seeds() {
        return LongStream.range(0, SCHEMAS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyRowKeepsToEveryConstraint(long seed) {
        String schema = RandomSchema.of(seed);
        db.execute(schema);

        List<Filled> filled;
        try (Session session = Session.open(db.url(), SessionOptions.named("test"))) {
            filled = new SyntheticRows(session, seed, Progress.silent()).fill(Map.of(), 150);
        }

        assertThat(filled).isNotEmpty();
        for (Filled table : filled) {
            assertThat(db.query("SELECT count(*) FROM " + table.table())).isEqualTo(String.valueOf(table.rows()));
            assertThat(table.rows()).as(table + "\n" + schema).isBetween(1L, 150L);
            assertThat(table.rows() == 150 || !table.notes().isEmpty())
                    .as(table.toString())
                    .isTrue();
        }
        Constraints.validate(db);
    }

    @Test
    void theSchemasHaveConstraintsToKeepTo() {
        String all = LongStream.range(0, SCHEMAS).mapToObj(RandomSchema::of).reduce("", String::concat);

        assertThat(all.split("CHECK", -1)).hasSizeGreaterThan(SCHEMAS);
        assertThat(all.split("FOREIGN KEY", -1)).hasSizeGreaterThan(SCHEMAS);
        assertThat(all.split("UNIQUE", -1)).hasSizeGreaterThan(SCHEMAS);
    }
}
