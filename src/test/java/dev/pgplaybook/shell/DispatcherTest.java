package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private final AtomicInteger made = new AtomicInteger();
    private final TestShell shell = TestShell.unattended(Path.of(""), false, parts -> commands());

    @Test
    void saysOfAFaultOfOursWhereItWasAndThatItIsOurs() {
        assertThat(shell.run("stumble")).isEqualTo(70);

        assertThat(shell.screen()).contains("PB599", "IllegalStateException: a wire is loose", "please report it");
    }

    @Test
    void makesTheCommandsOnceWhenTheFirstIsAskedFor() {
        assertThat(made).hasValue(0);

        shell.run("stand");
        shell.run("stand");

        assertThat(made).hasValue(1);
    }

    private List<CommandSpec> commands() {
        made.incrementAndGet();
        return List.of(
                command("stumble", in -> {
                    throw new IllegalStateException("a wire is loose");
                }),
                command("stand", in -> 0));
    }

    private static CommandSpec command(String name, CommandSpec.Action action) {
        return new CommandSpec(name, "tests", name, List.of(), List.of(), List.of(name), action);
    }
}
