package dev.pgplaybook.sql.hazard.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.HistoryFacts;
import dev.pgplaybook.sql.hazard.LintFile;
import dev.pgplaybook.sql.hazard.Linter;
import dev.pgplaybook.sql.hazard.Runner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An ignore is idle where it would ignore nothing on any database. */
class IdleIgnoresTest {

    private static final String IGNORE = "-- pgplaybook-ignore L001 rows<=100000 reason=\"small\"\n";

    @Test
    void isNotIdleBecauseItsTableIsNewWhereAllIsPending() {
        assertThat(found(IGNORE + "CREATE INDEX trades_i_idx ON trades (i);")).doesNotContain("X001", "L001");
    }

    @Test
    void isIdleWhereItsStatementIsInNobodysWay() {
        assertThat(found(IGNORE + "CREATE INDEX CONCURRENTLY trades_i_idx ON trades (i);"))
                .contains("X001");
    }

    private static List<String> found(String second) {
        return new Linter(Runner.PGPLAYBOOK, Rules.ids(), Rules.on(Set.of()), Map.of(), Optional.empty())
                        .lint(
                                List.of(file("1_first", "CREATE TABLE trades (i int);"), file("2_second", second)),
                                Facts.NONE,
                                HistoryFacts.NONE,
                                List.of())
                        .findings()
                        .stream()
                        .map(finding -> finding.rule().id())
                        .toList();
    }

    private static LintFile file(String name, String sql) {
        return LintFile.of(name, Source.of(Path.of(name, "migration.sql"), sql));
    }
}
