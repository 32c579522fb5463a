package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FoldTest {

    @Test
    void breaksBetweenWordsUnderWhereTheLineBegan() {
        assertThat(Fold.lines("  ✔ check   the server takes changes: it is a primary", 30))
                .containsExactly("  ✔ check   the server takes", "    changes: it is a primary");
    }

    @Test
    void leavesAloneWhatFits() {
        assertThat(Fold.lines("twenty columns, right", 21)).containsExactly("twenty columns, right");
    }

    @Test
    void countsColumnsAndNotLettersOrColours() {
        String red = "\u001b[31m移行の手順\u001b[0m と \u001b[32m確認\u001b[0m 済み";

        assertThat(Fold.lines(red, 24)).containsExactly(red);
        assertThat(Fold.lines(red, 20)).containsExactly("\u001b[31m移行の手順\u001b[0m と \u001b[32m確認\u001b[0m", "  済み");
    }

    @Test
    void keepsAWordThatIsLongerThanTheTerminalWhole() {
        String url = "https://example.org/a/very/long/address/indeed";

        assertThat(Fold.lines("see " + url, 25)).containsExactly("see", "  " + url);
    }

    @Test
    void leavesAnExcerptToItsCaret() {
        String excerpt = "   13 |     sql: UPDATE orders SET note = 'a note that is longer than the terminal'";

        assertThat(Fold.lines(excerpt, 40)).containsExactly(excerpt);
    }
}
