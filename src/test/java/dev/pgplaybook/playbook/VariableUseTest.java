package dev.pgplaybook.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariableUseTest {

    private final Path file;
    private final Playbook playbook;

    VariableUseTest(@TempDir Path folder) throws IOException {
        this.file = Files.writeString(folder.resolve("a.yaml"), """
                version: 1
                playbook: a
                targets:
                  production: { url: "${DATABASE_URL}", protected: true }
                  throwaway: { sandbox: {}, services: [auth] }
                  copy: { sandbox: { like: { target: production } }, services: [] }
                  applied: { sandbox: { like: { migrations: production } }, services: [] }
                  at-hand: { sandbox: { like: migrations }, services: [] }
                  made: { sandbox: { provider: server, url: "${ADMIN_URL}" }, services: [] }
                services:
                  auth:
                    command: [auth, "${PORT}", "${AUTH_SECRET}"]
                    ready: http://localhost:${PORT}
                    provides: { AUTH_URL: "http://localhost:${PORT}" }
                backup: { sql: "SELECT ${BACKUP}", expect: 1 }
                steps:
                  - id: sign-up
                    http: { post: "${AUTH_URL}/up", json: { email: "${EMAIL}", name: "${NAME:-Admin}" } }
                    stand_in: { sql: "INSERT INTO users VALUES (${STAND_IN})" }
                    done_when: SELECT 1 FROM users WHERE email = ${EMAIL}
                  - id: mail
                    command: { argv: [mail, "${MAIL_HOST}"], reaches: [] }
                  - id: proof
                    validate: { sandbox: { like: { target: production } }, then: [sign-up] }
                  - id: proof-on-server
                    validate: { sandbox: { provider: server, url: "${PROOF_URL}" } }
                """);
        this.playbook = PlaybookReader.read(file);
    }

    @Test
    void needsTheTargetsUrlTheBackupAndTheStepsOfARun() {
        VariableUse use = VariableUse.onServer(playbook, production(), steps("sign-up", "mail"));

        assertThat(use.references())
                .extracting(Text.Reference::name)
                .contains("DATABASE_URL", "BACKUP", "AUTH_URL", "EMAIL", "MAIL_HOST")
                .doesNotContain("STAND_IN", "AUTH_SECRET");
    }

    @Test
    void needsNothingOfStepsThatAreNotWalked() {
        VariableUse use = VariableUse.onServer(playbook, production(), steps("mail"));

        assertThat(use.references())
                .extracting(Text.Reference::name)
                .containsExactlyInAnyOrder("DATABASE_URL", "BACKUP", "MAIL_HOST");
    }

    @Test
    void needsTheDatabaseWhoseHistoryIsNamedAndNoneThatIsMerelyAtHand() {
        VariableUse named = VariableUse.onSandbox(playbook, sandbox("applied"), List.of(), action -> false);
        VariableUse atHand = VariableUse.onSandbox(playbook, sandbox("at-hand"), List.of(), action -> false);

        assertThat(named.references()).extracting(Text.Reference::name).containsExactly("DATABASE_URL");
        assertThat(atHand.references()).isEmpty();
    }

    @Test
    void needsTheServerThatASandboxIsMadeOn() {
        VariableUse use = VariableUse.onSandbox(playbook, sandbox("made"), steps("proof-on-server"), action -> false);

        assertThat(use.references())
                .extracting(Text.Reference::name)
                .containsExactlyInAnyOrder("ADMIN_URL", "PROOF_URL");
    }

    @Test
    void aRehearsalNeedsNoProductionUrlAndNothingThatItsServicesProvide() {
        TargetSpec.Disposable throwaway = sandbox("throwaway");
        var usesStandIn = VariableUse.standsInBeside(playbook.servicesOf(throwaway));
        VariableUse use = VariableUse.onSandbox(playbook, throwaway, steps("sign-up"), usesStandIn);

        assertThatCode(() -> use.require(new Variables(Map.of("AUTH_SECRET", "hush", "EMAIL", "a@b"))))
                .doesNotThrowAnyException();
    }

    @Test
    void withoutTheServiceTheStandInsVariablesAreNeededInstead() {
        TargetSpec.Disposable copy = sandbox("copy");
        var usesStandIn = VariableUse.standsInBeside(playbook.servicesOf(copy));
        VariableUse use = VariableUse.onSandbox(playbook, copy, steps("sign-up"), usesStandIn);

        assertThat(use.references())
                .extracting(Text.Reference::name)
                .containsExactlyInAnyOrder("DATABASE_URL", "STAND_IN", "EMAIL");
    }

    @Test
    void aValidateStepNeedsWhatItsSandboxResemblesAndTheStandInsOfItsSteps() {
        VariableUse use = VariableUse.onSandbox(playbook, sandbox("throwaway"), steps("proof"), action -> true);

        assertThat(use.references())
                .extracting(Text.Reference::name)
                .containsExactlyInAnyOrder("AUTH_SECRET", "DATABASE_URL", "STAND_IN", "EMAIL");
    }

    @Test
    void namesEachMissingVariableOnceWithAllItsPlaces() {
        VariableUse use = VariableUse.onServer(playbook, production(), steps("sign-up"));

        ProblemException refused = catchThrowableOfType(
                ProblemException.class, () -> use.require(new Variables(Map.of("DATABASE_URL", "x", "BACKUP", ""))));

        assertThat(refused.problems()).extracting(Problem::code).containsOnly(ProblemCode.PB109);
        assertThat(refused.problems())
                .extracting(Problem::message)
                .containsExactly(
                        "BACKUP has no value; it is used at " + file + ":15:24",
                        "AUTH_URL has no value; it is used at " + file + ":18:20",
                        "EMAIL has no value; it is used at " + file + ":18:53, " + file + ":20:50");
    }

    private TargetSpec.Server production() {
        return playbook.targets().values().stream()
                .filter(TargetSpec.Server.class::isInstance)
                .map(TargetSpec.Server.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private TargetSpec.Disposable sandbox(String name) {
        return playbook.sandboxes().stream()
                .filter(sandbox -> sandbox.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Step> steps(String... ids) {
        return List.of(ids).stream().map(id -> playbook.step(id).orElseThrow()).toList();
    }
}
