package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WidthTest {

    @ParameterizedTest
    @CsvSource({"plain, 5", "日本語, 6", "한국, 4", "e\u0301te\u0301, 3", "✔, 1", "🚀, 2", "👩\u200D💻, 2", "ｗ, 2", "'', 0"})
    void isThatOfATerminal(String text, int columns) {
        assertThat(Width.of(text)).isEqualTo(columns);
    }

    @Test
    void doesNotCountColours() {
        assertThat(Width.of("\u001b[1;37;41m ▲ 本番 \u001b[0m")).isEqualTo(8);
    }

    @Test
    void cutsBeforeAWideLetterThatWouldStickOut() {
        assertThat(Width.cut("日本語です", 6)).isEqualTo("日本…");
        assertThat(Width.cut("日本", 4)).isEqualTo("日本");
        assertThat(Width.cut("plain", 0)).isEmpty();
    }

    @Test
    void alignsATableOfWideLetters() {
        Table table = new Table(
                List.of("step", "state"),
                List.of(List.of("移行", "done"), List.of("🚀 go", "done"), List.of("seed", "waiting")));

        assertThat(table.lines(Style.PLAIN))
                .containsExactly("step   state", "移行   done", "🚀 go  done", "seed   waiting");
    }
}
