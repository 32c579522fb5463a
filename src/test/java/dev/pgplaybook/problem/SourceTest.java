package dev.pgplaybook.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SourceTest {

    private static final Path FILE = Path.of("a.sql");

    @Test
    void countsLinesAndCodePointsFromOne() {
        Source source = Source.of(FILE, "é😀x\nsecond");

        assertThat(source.locate(0)).isEqualTo(new Location(FILE, 1, 1));
        assertThat(source.locate(3)).isEqualTo(new Location(FILE, 1, 3));
        assertThat(source.locate(5)).isEqualTo(new Location(FILE, 2, 1));
        assertThat(source.locateCodePoint(0, 2)).isEqualTo(new Location(FILE, 1, 3));
    }

    @Test
    void bringsAnOffsetOutsideTheTextToItsNearestEnd() {
        Source source = Source.of(FILE, "ab");

        assertThat(source.locate(-1)).isEqualTo(new Location(FILE, 1, 1));
        assertThat(source.locate(99)).isEqualTo(new Location(FILE, 1, 3));
        assertThat(source.locateCodePoint(0, 99)).isEqualTo(new Location(FILE, 1, 3));
    }

    @Test
    void suggestsTheNearestNameAlone() {
        assertThat(Suggestion.nearest("stpes", java.util.List.of("steps", "targets")))
                .contains("steps");
        assertThat(Suggestion.nearest("rehaerse", java.util.List.of("rehearse", "reset")))
                .contains("rehearse");
        assertThat(Suggestion.nearest("xyz", java.util.List.of("steps", "targets")))
                .isEmpty();
    }
}
