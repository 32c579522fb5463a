package dev.pgplaybook.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
