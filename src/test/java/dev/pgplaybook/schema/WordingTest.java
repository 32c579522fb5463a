package dev.pgplaybook.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

    private static final String BODY = """
            CREATE OR REPLACE FUNCTION app.touch()
             RETURNS trigger
             LANGUAGE plpgsql
            AS $function$
            BEGIN
              NEW.a := 1;
              NEW.b := 2;
              NEW.created_at := now();
              NEW.c := 3;
              NEW.d := 4;
              RETURN NEW;
            END
            $function$""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "text NOT NULL | text | text[- NOT NULL-]",
                "text | text NOT NULL DEFAULT ''::text | text{+ NOT NULL DEFAULT ''::text+}",
                "character varying(10) NOT NULL | character varying(20) NOT NULL | character varying([-10-]{+20+}) NOT NULL",
                "FOREIGN KEY (a) REFERENCES t(id) ON DELETE SET NULL | FOREIGN KEY (a) REFERENCES t(id) ON DELETE CASCADE"
                        + " | FOREIGN KEY (a) REFERENCES t(id) ON DELETE [-SET NULL-]{+CASCADE+}",
                "CHECK ((state = 'a b'::text)) | CHECK ((state = 'a c'::text)) | CHECK ((state = [-'a b'-]{+'a c'+}::text))",
                "ENUM ('USER', 'ADMIN') | ENUM ('USER', 'MOD', 'ADMIN') | ENUM ('USER', {+'MOD', +}'ADMIN')",
                "integer | bigint | [-integer-]{+bigint+}",
                "integer | integer | integer"
            })
    void marksTheWordsThatHaveChanged(String before, String after, String marked) {
        assertThat(marked(Wording.between(before, after))).isEqualTo(marked);
    }

    @Test
    void findsTheChangedWordInALongBodyAndLeavesOutWhatIsFarFromIt() {
        Wording wording = Wording.between(BODY, BODY.replace("now()", "clock_timestamp()"));

        assertThat(marked(wording.inContext(1))).isEqualTo("""
                …6…  NEW.b := 2;
                  NEW.created_at := [-now-]{+clock_timestamp+}();
                  NEW.c := 3;
                …4…""");
    }

    @Test
    void marksWholeLinesThatAreAddedOrRemoved() {
        Wording wording = Wording.between(BODY, BODY.replace("  NEW.b := 2;\n", ""));

        assertThat(wording.segments().stream().map(Wording.Segment::mark))
                .containsExactly(Wording.Segment.Mark.KEPT, Wording.Segment.Mark.REMOVED, Wording.Segment.Mark.KEPT);
        assertThat(wording.segments().get(1).text()).isEqualTo("  NEW.b := 2;\n");
    }

    @Test
    void bothTextsCanBeReadFromIt() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            String before = text(random);
            String after = text(random);

            Wording wording = Wording.between(before, after);

            assertThat(wording.before()).as("seed %s", seed).isEqualTo(before);
            assertThat(wording.after()).as("seed %s", seed).isEqualTo(after);
            assertThat(wording.inContext(1).before()).as("seed %s", seed).isEqualTo(before);
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(40), 0, 9)
                .mapToObj(i -> new String[] {"a", "bc", " ", "\n", "'x y'", "\"", "(", "  ", "é"}[i])
                .collect(Collectors.joining());
    }

    private static String marked(Wording wording) {
        return wording.segments().stream()
                .map(segment -> switch (segment.mark()) {
                    case KEPT -> segment.text();
                    case REMOVED -> "[-" + segment.text() + "-]";
                    case ADDED -> "{+" + segment.text() + "+}";
                    case LEFT_OUT -> "…" + segment.text().lines().count() + "…";
                })
                .collect(Collectors.joining());
    }
}
