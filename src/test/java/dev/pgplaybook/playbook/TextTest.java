package dev.pgplaybook.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Source;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    private static final Path FILE = Path.of("a.yaml");

    @Test
    void findsItsVariablesWithTheirPlaces() {
        assertThat(text("${A}-${B:-two}-$${C}").references())
                .containsExactly(
                        new Text.Reference("A", Optional.empty(), new Location(FILE, 1, 1)),
                        new Text.Reference("B", Optional.of("two"), new Location(FILE, 1, 6)));
    }

    @Test
    void fillsInValuesDefaultsAndPlainDollars() {
        Variables variables = new Variables(Map.of("A", "$1\\", "EMPTY", ""));

        assertThat(text("${A} ${EMPTY:-none} ${B:-} ${C} $${A} $${x%y} $D").fill(variables))
                .isEqualTo("$1\\ none  ${C} ${A} ${x%y} $D");
    }

    @ParameterizedTest
    @CsvSource({"a ${, 3", "${A} ${1}, 6", "${A-b}, 1", "${A:-${B}}, 1", "$${ ${x y}, 5"})
    void tellsWhereAVariableIsMalformed(String raw, int column) {
        assertThat(text(raw).malformed()).map(Location::column).contains(column);
    }

    @ParameterizedTest
    @CsvSource({"plain $ text", "$${not a variable}", "${A}$${${B:-c}"})
    void findsNoFaultInWhatIsWellFormed(String raw) {
        assertThat(text(raw).malformed()).isEmpty();
    }

    @Test
    void knowsWhetherItStartsWithAVariable() {
        assertThat(text("${AUTH_URL}/path").startsWithVariable("AUTH_URL")).isTrue();
        assertThat(text("https://real/${AUTH_URL}").startsWithVariable("AUTH_URL"))
                .isFalse();
        assertThat(text("${OTHER}/path").startsWithVariable("AUTH_URL")).isFalse();
    }

    private static Text text(String raw) {
        return new Text(Source.of(FILE, raw));
    }
}
