package dev.pgplaybook.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    private static final String SECRET = "p\"ss wörd/+7'x";

    private final Secrets secrets = new Secrets();

    @Test
    void masksASecretInEveryFormThatItIsWrittenIn() {
        secrets.add(SECRET);

        assertThat(secrets.mask("login " + SECRET + " ok")).isEqualTo("login ••• ok");
        assertThat(secrets.mask(URLEncoder.encode(SECRET, StandardCharsets.UTF_8)))
                .isEqualTo("•••");
        assertThat(secrets.mask(
                        URLEncoder.encode(SECRET, StandardCharsets.UTF_8).replace("+", "%20")))
                .isEqualTo("•••");
        assertThat(secrets.mask("{\"p\":\"p\\\"ss wörd/+7'x\"}")).isEqualTo("{\"p\":\"•••\"}");
        assertThat(secrets.mask("'p\"ss wörd/+7''x'")).isEqualTo("'•••'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "user:", "longer user:"})
    void masksTheBase64OfASecretWhateverStandsBeforeIt(String before) {
        secrets.add(SECRET);
        String encoded = Base64.getEncoder().encodeToString((before + SECRET).getBytes(StandardCharsets.UTF_8));

        String masked = secrets.mask(encoded);

        assertThat(masked).contains("•••");
        assertThat(secrets.appearIn(masked)).isFalse();
    }

    @Test
    void masksTheLongerOfTwoSecretsWhole() {
        secrets.add("hunter2");
        secrets.add("hunter2-and-more");

        assertThat(secrets.mask("hunter2-and-more hunter2")).isEqualTo("••• •••");
    }

    @Test
    void leavesAShortValueToBeRefusedByTheCaller() {
        secrets.add("12345");

        assertThat(secrets.mask("12345")).isEqualTo("12345");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADMIN_PASSWORD", "API_KEY", "authToken", "CLIENT_SECRET", "PGPASSWORD", "SSH_PRIVATE"})
    void knowsSecretsByTheirNames(String name) {
        assertThat(SecretNames.isSecret(name, "whatever")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH_URL", "ADMIN_EMAIL", "HOME", "PWD", "OLDPWD", "MONKEY", "KEYBOARD", "AUTHOR"})
    void leavesHarmlessNamesAlone(String name) {
        assertThat(SecretNames.isSecret(name, "whatever")).isFalse();
    }

    @Test
    void knowsAUrlWithAPasswordAsSecret() {
        assertThat(SecretNames.isSecret("DATABASE_URL", "postgres://u:pw@h/db")).isTrue();
        assertThat(SecretNames.isSecret("DATABASE_URL", "jdbc:postgresql://h/db?user=u&password=pw"))
                .isTrue();
        assertThat(SecretNames.isSecret("DATABASE_URL", "postgres://u@h/db")).isFalse();
    }
}
