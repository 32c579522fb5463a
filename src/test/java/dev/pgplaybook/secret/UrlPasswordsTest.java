package dev.pgplaybook.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlPasswordsTest {

    @Test
    void findsThePasswordAsWrittenAndDecoded() {
        assertThat(UrlPasswords.in("postgres://user:a%40b+c@host:5432/db")).containsExactly("a%40b+c", "a@b+c");
    }

    @Test
    void findsPasswordsAmongTheParameters() {
        assertThat(UrlPasswords.in("jdbc:postgresql://host/db?user=u&password=first&sslpassword=second"))
                .containsExactly("first", "second");
    }

    @Test
    void keepsWhatIsNotProperlyEncoded() {
        assertThat(UrlPasswords.in("postgres://user:100%@host/db")).containsExactly("100%");
    }

    @Test
    void findsNoneWhereThereIsNone() {
        assertThat(UrlPasswords.in("postgres://user@host:5432/db?sslmode=require"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://me:pw@host/db,            postgresql://me:**@host/db",
        "postgresql://me:p,                     postgresql://me:*",
        "postgresql://host:5432/db,             postgresql://host:5432/db",
        "postgresql://host/db?password=pw&x=1,  postgresql://host/db?password=**&x=1",
        "postgresql://host/db?sslpassword=p,    postgresql://host/db?sslpassword=*",
        "a word: another,                       a word: another"
    })
    void areHiddenWhileTheyAreTyped(String typed, String shown) {
        assertThat(UrlPasswords.hidden(typed)).isEqualTo(shown);
    }
}
