package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountTest {

    private static final String USER = System.getProperty("user.name");

    @Test
    void namesTheAccountAndTheMachine() {
        assertThat(Account.of(Map.of("HOSTNAME", "db-gate"))).isEqualTo(USER + "@db-gate");
    }

    /** Who became root is who it was. */
    @Test
    void namesWhoeverUsedSudo() {
        assertThat(Account.of(Map.of("HOSTNAME", "db-gate", "SUDO_USER", "maria")))
                .isEqualTo("maria@db-gate");
    }

    @Test
    void namesTheAccountAloneWhereTheMachineHasNoName() {
        assertThat(Account.of(Map.of("HOSTNAME", " "))).isEqualTo(USER);
    }

    @Test
    void asksTheMachinesFileWhereTheEnvironmentDoesNotSay() {
        assertThat(Account.of(Map.of())).startsWith(USER).doesNotContain("\n");
    }
}
