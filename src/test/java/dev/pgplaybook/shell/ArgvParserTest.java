package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgvParserTest {

    private static final CommandSpec RUN = command("run", List.of("[PLAYBOOK]"), Options.STEP, Options.YES);
    private static final CommandSpec RUNS = command("runs", List.of());
    private static final CommandSpec RUNS_SHOW = command("runs show", List.of("RUN"));
    private static final CommandSpec SKIP = command("skip", List.of("REASON…"));

    private final ArgvParser parser = new ArgvParser(List.of(RUN, RUNS, RUNS_SHOW, SKIP), Options.GLOBAL);

    @Test
    void keepsEveryWordAsItIs() {
        Invocation in = parser.parse(List.of("skip", "a  b", "", "c \"d\""));

        assertThat(in.arguments()).containsExactly("a  b", "", "c \"d\"");
    }

    @Test
    void takesOptionsAnywhereAndRepeated() {
        Invocation in = parser.parse(List.of("--json", "run", "--step", "a", "book.yaml", "--step=b", "--yes"));

        assertThat(in.command()).isEqualTo(RUN);
        assertThat(in.arguments()).containsExactly("book.yaml");
        assertThat(in.all("--step")).containsExactly("a", "b");
        assertThat(in.has("--yes")).isTrue();
        assertThat(in.has("--json")).isTrue();
    }

    @Test
    void takesTheLongestCommandThatFits() {
        assertThat(parser.parse(List.of("runs")).command()).isEqualTo(RUNS);
        assertThat(parser.parse(List.of("runs", "show", "x")).command()).isEqualTo(RUNS_SHOW);
        assertThat(parser.parse(List.of("--lock-wait", "3s", "runs", "show", "x"))
                        .arguments())
                .containsExactly("x");
    }

    @Test
    void takesEverythingBehindTwoDashesAsArguments() {
        assertThat(parser.parse(List.of("skip", "--", "--step", "-v")).arguments())
                .containsExactly("--step", "-v");
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        assertRefused(List.of("rnu"), ProblemCode.PB516, "There is no command rnu", "did you mean run?");
    }

    @Test
    void refusesAnUnknownOptionWithTheNearest() {
        assertRefused(
                List.of("run", "--setp", "a"), ProblemCode.PB517, "run has no option --setp", "did you mean --step?");
    }

    @Test
    void refusesAMissingValueAndAValueTooMany() {
        assertRefused(
                List.of("run", "--step"), ProblemCode.PB518, "--step needs ID", "usage: run [PLAYBOOK] [options]");
        assertRefused(
                List.of("run", "--yes=1"),
                ProblemCode.PB518,
                "--yes takes no value",
                "usage: run [PLAYBOOK] [options]");
        assertRefused(
                List.of("runs", "--color", "blue"),
                ProblemCode.PB518,
                "--color must be one of auto, always, never, not blue",
                "usage: runs");
    }

    @Test
    void countsArguments() {
        assertRefused(List.of("runs", "show"), ProblemCode.PB518, "runs show needs RUN", "usage: runs show RUN");
        assertRefused(List.of("runs", "x"), ProblemCode.PB518, "runs does not take x", "usage: runs");
    }

    @Test
    void readsTimesWithTheirUnits() {
        assertThat(parser.parse(List.of("runs", "--lock-wait", "500ms")).duration("--lock-wait"))
                .contains(Duration.ofMillis(500));
        assertThatThrownBy(
                        () -> parser.parse(List.of("runs", "--lock-wait", "5")).duration("--lock-wait"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.first().message()).isEqualTo("--lock-wait must be a time, not 5"));
    }

    private void assertRefused(List<String> words, ProblemCode code, String message, String hint) {
        assertThatThrownBy(() -> parser.parse(words)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.first().code()).isEqualTo(code);
            assertThat(e.first().message()).isEqualTo(message);
            assertThat(e.first().hint()).contains(hint);
        });
    }

    private static CommandSpec command(String name, List<String> arguments, OptionSpec... options) {
        return new CommandSpec(name, "test", "", arguments, List.of(options), List.of(), in -> 0);
    }
}
