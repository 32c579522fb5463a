package dev.pgplaybook.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoreSchemaTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-12, -12",
        "+3, 3",
        "010, 10",
        "0o17, 15",
        "0xFf, 255",
        "1.50, 1.50",
        ".5, 0.5",
        "2., 2",
        "1e3, 1000"
    })
    void readsNumbers(String plain, String number) {
        assertThat(CoreSchema.resolve(plain)).map(Scalar::toString).contains(number);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "False, false", "~, null", "NULL, null", "'', null"})
    void readsBooleansAndNull(String plain, String value) {
        assertThat(CoreSchema.resolve(plain)).map(Scalar::toString).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "on", "nUll", "1_000", "0b1", "1:30", "2024-01-01", "20250902181313_init", "-", "."})
    void leavesTheRestATextThatYamlOnePointOneTookForSomethingElse(String plain) {
        assertThat(CoreSchema.resolve(plain)).contains(new Scalar(plain));
    }

    @ParameterizedTest
    @ValueSource(strings = {".inf", "-.INF", ".nan", "1e99999", "1e99999999999"})
    void givesNoValueForWhatNoDatabaseValueEquals(String plain) {
        assertThat(CoreSchema.resolve(plain)).isEmpty();
    }
}
