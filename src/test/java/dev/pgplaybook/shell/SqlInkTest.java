package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlInkTest {

    private static final Style COLOURED = new Style(true, true);

    @Test
    void tellsWordsTextsNumbersAndCommentsApart() {
        assertThat(SqlInk.of("UPDATE users SET rank = 'it''s' -- why\nWHERE \"select\" > 10", COLOURED))
                .isEqualTo("\u001b[1mUPDATE\u001b[0m users \u001b[1mSET\u001b[0m rank = \u001b[32m'it''s'\u001b[0m"
                        + " \u001b[2m-- why\u001b[0m\n\u001b[1mWHERE\u001b[0m \"select\" > \u001b[36m10\u001b[0m");
    }

    @Test
    void endsAColourWithItsLine() {
        assertThat(SqlInk.of("$$one\ntwo$$", COLOURED)).isEqualTo("\u001b[32m$$one\u001b[0m\n\u001b[32mtwo$$\u001b[0m");
    }

    @Test
    void changesNothingButColours() {
        String sql = "DO $do$ BEGIN\n  RAISE NOTICE 'x'; /* a\n b */ END $do$;\n\nSELECT 'open";

        assertThat(SqlInk.of(sql, COLOURED).replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(sql);
        assertThat(SqlInk.of(sql, Style.PLAIN)).isEqualTo(sql);
    }
}
