package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.secret.Secrets;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private final StringWriter screen = new StringWriter();
    private final AtomicInteger columns = new AtomicInteger(60);
    private final Secrets secrets = new Secrets();

    @Test
    void saysWhereTheWalkStandsBeforeWhatIsUnderWay() {
        Console console = console(true);
        console.stands(Optional.of(new Standing("production", true, "admin-roles", "3/4 admin-roles")));

        console.doing("12 s · CREATE INDEX");

        assertThat(screen.toString()).contains(" ▲ production  · admin-roles · 12 s · CREATE INDEX …");
    }

    @Test
    void cutsItToTheTerminalAndTakesAwayWhatANarrowerOneFolded() {
        Console console = console(true);
        console.doing("a statement " + "that goes on ".repeat(20));
        assertThat(screen.toString()).hasSize(57).endsWith("…");
        columns.set(20);

        console.line("done");

        assertThat(screen.toString()).endsWith("…\r\u001b[A\u001b[A\u001b[Jdone" + System.lineSeparator());
    }

    @Test
    void masksBeforeItCuts() {
        secrets.add("tell-nobody-9");
        Console console = console(true);

        console.doing("x".repeat(50) + " tell-nobody-9");

        assertThat(screen.toString()).doesNotContain("tell");
    }

    @Test
    void writesNoProgressWhereNobodyWatches() {
        Console console = console(false);

        console.doing("something");

        assertThat(screen.toString()).isEmpty();
        assertThat(console.isWatched()).isFalse();
    }

    private Console console(boolean watched) {
        PrintWriter writer = new PrintWriter(screen);
        Console console = new Console(writer, writer, secrets, Style.PLAIN, watched);
        console.measuredBy(columns::get);
        return console;
    }
}
