package dev.pgplaybook.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretValuesTest {

    private final Secrets secrets = new Secrets();
    private final Path file;
    private final Playbook playbook;

    SecretValuesTest(@TempDir Path folder) throws IOException {
        this.file = Files.writeString(folder.resolve("a.yaml"), """
                version: 1
                playbook: a
                targets:
                  production: { url: "${DATABASE_URL}" }
                  written: { url: "postgres://u:written-down@h/db" }
                  filled: { url: "postgres://u:${PART}@h/db" }
                secrets: [INVITATION]
                steps:
                  - id: a
                    http:
                      post: http://localhost
                      headers: { Authorization: "Bearer in-a-header" }
                      json: { password: in-the-json, name: in-the-open, invitation: "${INVITATION}" }
                  - id: b
                    command: { argv: [a, "${ADMIN_PASSWORD:-by-default}", "${NAME}"], env: { API_TOKEN: in-the-env } }
                """);
        this.playbook = PlaybookReader.read(file);
    }

    @Test
    void masksWhatVariablesHoldWhoseNamesOrValuesSaySecret() {
        register(Map.of(
                "DATABASE_URL", "postgres://u:p%40ss-word@h/db",
                "INVITATION", "listed-value",
                "ADMIN_PASSWORD", "named-value",
                "NAME", "plain-value",
                "UNUSED_PASSWORD", "unused-value"));

        assertThat(secrets.mask("postgres://u:p%40ss-word@h/db")).isEqualTo("•••");
        assertThat(secrets.mask("p@ss-word p%40ss-word")).isEqualTo("••• •••");
        assertThat(secrets.mask("listed-value named-value")).isEqualTo("••• •••");
        assertThat(secrets.mask("plain-value")).isEqualTo("plain-value");
    }

    @Test
    void masksWhatIsWrittenIntoThePlaybook() {
        register(Map.of("PART", "a-part-of-it"));

        assertThat(secrets.mask("written-down")).isEqualTo("•••");
        assertThat(secrets.mask("a-part-of-it")).isEqualTo("•••");
        assertThat(secrets.mask("by-default in-the-json in-the-env")).isEqualTo("••• ••• •••");
        assertThat(secrets.mask("Bearer in-a-header")).isEqualTo("•••");
        assertThat(secrets.mask("in-the-open")).isEqualTo("in-the-open");
    }

    @Test
    void leavesAVariableWithoutAValueReadable() {
        register(Map.of());

        assertThat(secrets.mask("${DATABASE_URL} ${INVITATION}")).isEqualTo("${DATABASE_URL} ${INVITATION}");
    }

    @Test
    void refusesASecretThatIsTooShortAndLearnsTheOthers() {
        ProblemException refused = catchThrowableOfType(
                ProblemException.class, () -> register(Map.of("ADMIN_PASSWORD", "short", "INVITATION", "long-enough")));

        assertThat(refused.problems()).hasSize(1);
        assertThat(refused.first().code()).isEqualTo(ProblemCode.PB116);
        assertThat(refused.first().message())
                .isEqualTo("the value of ADMIN_PASSWORD is secret and shorter than 6 characters");
        assertThat(refused.first().at().orElseThrow()).hasToString(file + ":15:27");
        assertThat(secrets.mask("long-enough")).isEqualTo("•••");
    }

    private void register(Map<String, String> values) {
        SecretValues.register(secrets, playbook, new Variables(values));
    }
}
