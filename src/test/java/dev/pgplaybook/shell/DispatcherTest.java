package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Cleanup;
import dev.pgplaybook.secret.Secrets;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private final StringWriter screen = new StringWriter();
    private final PrintWriter out = new PrintWriter(screen);
    private final Secrets secrets = new Secrets();
    private final AtomicInteger made = new AtomicInteger();
    private final Dispatcher dispatcher = dispatcher();

    @Test
    void saysOfAFaultOfOursWhereItWasAndThatItIsOurs() {
        assertThat(dispatcher.run(List.of("stumble"))).isEqualTo(70);

        assertThat(screen.toString()).contains("PB599", "IllegalStateException: a wire is loose", "please report it");
    }

    @Test
    void makesTheCommandsOnceWhenTheFirstIsAskedFor() {
        assertThat(made).hasValue(0);

        dispatcher.run(List.of("stand"));
        dispatcher.run(List.of("stand"));

        assertThat(made).hasValue(1);
    }

    private Dispatcher dispatcher() {
        Console console = new Console(out, out, secrets, Style.PLAIN, false);
        Workshop workshop = new Workshop(
                console,
                new RefusingOperator(),
                new Cancellation(),
                new Cleanup(),
                Clock.systemUTC(),
                secrets,
                Map.of());
        Presentation pipe = new Presentation(false, false, false, Map.of());
        return new Dispatcher(console, workshop, pipe, Path.of(""), out, all -> {
            made.incrementAndGet();
            all.register(command("stumble", in -> {
                throw new IllegalStateException("a wire is loose");
            }));
            all.register(command("stand", in -> 0));
        });
    }

    private static CommandSpec command(String name, CommandSpec.Action action) {
        return new CommandSpec(name, "tests", name, List.of(), List.of(), List.of(name), action);
    }
}
