package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NameOrderTest {

    private static final int NAMES = 2_000;

    /** Short, and of few letters, so that most differences come late or in the case alone. */
    private final Random random = new Random(617);

    /** The order that JavaScript's localeCompare was seen to give. */
    private static final List<String> BY_PRISMA = List.of(
            "0_init",
            "00_zero",
            "10_early",
            "2_late",
            "20250101_a",
            "20250101_a_1",
            "20250101_a-1",
            "20250101_a1",
            "20250101_B",
            "20250101_C",
            "20250101-x",
            "20250101x",
            "alpha",
            "Zed");

    @Test
    void takesNamesAsPrismaDoes() {
        assertThat(sorted(BY_PRISMA)).containsExactlyElementsOf(BY_PRISMA);
    }

    @Test
    void agreesWithIcuOnEveryPrintableAsciiLetter() {
        List<String> letters = new ArrayList<>();
        for (char c = ' '; c <= '~'; c++) {
            letters.add(String.valueOf(c));
        }

        assertThat(letters.stream().sorted(NameOrder::compareAscii))
                .containsExactlyElementsOf(
                        letters.stream().sorted(NameOrder.icu()).toList());
    }

    @Test
    void agreesWithIcuOnEveryPairOfAsciiNames() {
        for (String alphabet : List.of("aAbB_- 01", "20_aA-b", printable())) {
            List<String> names = names(alphabet);
            var icu = NameOrder.icu();
            for (int i = 1; i < names.size(); i++) {
                String left = names.get(i - 1);
                String right = names.get(i);
                assertThat(Integer.signum(NameOrder.compareAscii(left, right)))
                        .as(left + " and " + right)
                        .isEqualTo(Integer.signum(icu.compare(left, right)));
            }
        }
    }

    @Test
    void givesLettersBeyondAsciiTheirPlace() {
        assertThat(sorted(List.of("1_zoo", "1_ärger", "1_Ara", "1_arm", "1_éclair", "1_日本")))
                .containsExactly("1_Ara", "1_ärger", "1_arm", "1_éclair", "1_zoo", "1_日本");
    }

    @Test
    void leavesNothingToTheFileSystem() {
        List<String> sameToIcu = new ArrayList<>(List.of("1_e\u0301", "1_\u00e9", "1_\u0001\u00e9", "1_\u0002\u00e9"));
        List<String> once = sorted(sameToIcu);
        Collections.reverse(sameToIcu);

        assertThat(sorted(sameToIcu)).isEqualTo(once);
    }

    private List<String> names(String alphabet) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            StringBuilder name = new StringBuilder();
            int length = random.nextInt(6);
            for (int j = 0; j < length; j++) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            names.add(name.toString());
        }
        return names;
    }

    private static String printable() {
        StringBuilder all = new StringBuilder();
        for (char c = ' '; c <= '~'; c++) {
            all.append(c);
        }
        return all.toString();
    }

    private static List<String> sorted(List<String> names) {
        List<String> shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, new Random(1));
        return shuffled.stream().sorted(NameOrder.of(shuffled)).toList();
    }
}
