package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may stand next: as the launcher says it, and in the shells that ask it, as far as they are here. */
class CompletionIT {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    @TempDir
    Path directory;

    @BeforeEach
    void project() throws IOException {
        Trial trial = new Trial(directory);
        trial.write("books/story.yaml", """
                version: 1
                playbook: story
                migrations: ../prisma/migrations
                targets:
                  production: { url: "${DATABASE_URL}", protected: true }
                  throwaway: { sandbox: { like: empty } }
                steps:
                  - id: tables
                    title: Every table is there
                    check: { sql: SELECT 1, expect: 1 }
                  - id: deploy
                    deploy: all
                    undo: point of no return
                """);
        trial.write("prisma/migrations/1_init/migration.sql", "SELECT 1");
        trial.write("prisma/migrations/2_more/migration.sql", "SELECT 2");
        trial.write("broken.yaml", "steps: [");
        trial.write(".pgplaybook/runs/20261127-173000-story-throwaway/journal.jsonl", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'rehe'|rehearse",
                "'run'|run runs",
                "'runs '|show verify diff prune export",
                "'runs show '|20261127-173000-story-throwaway",
                "'open b'|books/ broken.yaml",
                "'open books/'|books/story.yaml",
                "'run books/story.yaml --target '|production throwaway",
                "'run books/story.yaml --target=thr'|--target=throwaway",
                "'rehearse books/story.yaml --step '|tables deploy",
                "'plan --st'|--step",
                "'plan --step tables books/story.yaml --st'|--step",
                "'plan --target production --tar'|''",
                "'resolve --applied '|1_init 2_more",
                "'repair '|1_init 2_more",
                "'lint --format '|text json sarif github",
                "'explain PB60'|PB601 PB602 PB603 PB604 PB605 PB606 PB607 PB608 PB609",
                "'explain L00'|L001 L002 L003 L004 L005 L006 L007 L008 L009",
                "'completion '|bash zsh fish",
                "'help runs sh'|show",
                "'--color al'|always",
                "'--color always vers'|version",
                "'run broken.yaml --target '|''",
                "'no-such-command '|''",
            })
    void offersWhatMayStandNext(String typed, String offered) {
        List<String> words = new ArrayList<>(List.of(typed.strip().split(" ")));
        if (typed.endsWith(" ")) {
            words.add("");
        }

        Ended ended = complete(words);

        assertThat(ended.status()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines().map(line -> line.split("\t", 2)[0]))
                .containsExactly(offered.isEmpty() ? new String[0] : offered.split(" "));
    }

    @Test
    void saysWhatAnOfferMeans() {
        assertThat(complete(List.of("run", "books/story.yaml", "--step", "")).out())
                .contains("tables\tEvery table is there");
        assertThat(complete(List.of("run", "books/story.yaml", "--target", "")).out())
                .contains("production\ta protected database");
    }

    /** Each is asked for the same as its user would see at Tab. */
    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void completesInTheShell(String shell) throws IOException, InterruptedException {
        Ended script = LauncherProcess.run(directory, Map.of(), "completion", shell);
        assertThat(script.status()).isZero();
        Files.writeString(directory.resolve("completion." + shell), script.out());

        assertThat(inShell(shell, "pgplaybook rehea")).containsExactly("rehearse");
        assertThat(inShell(shell, "pgplaybook run books/story.yaml --target "))
                .containsExactly("production", "throwaway");
        assertThat(inShell(shell, "pgplaybook open bo")).containsExactly("books/");
        assertThat(inShell(shell, "pgplaybook resolve --applied 2")).containsExactly("2_more");
    }

    private Ended complete(List<String> words) {
        List<String> argv = new ArrayList<>(List.of("complete", "--"));
        argv.addAll(words);
        return LauncherProcess.run(directory, Map.of(), argv.toArray(new String[0]));
    }

    private List<String> inShell(String shell, String line) throws IOException, InterruptedException {
        assumeTrue(isHere(shell), "needs " + shell + ", which is not here");
        String program = switch (shell) {
            case "bash" -> """
                    . ./completion.bash
                    COMP_LINE='%1$s' COMP_POINT=${#COMP_LINE}
                    _pgplaybook
                    printf '%%s\\n' "${COMPREPLY[@]}"
                    """;
            // Its own widgets work at a prompt alone: what they are handed is what is looked at.
            case "zsh" -> """
                    compdef() { registered=$2 }
                    . ./completion.zsh
                    _describe() { print -l -- "${(@)${(@P)2}%%%%:*}" }
                    compadd() { print -l -- "${@[4,-1]}" }
                    line='%1$s' words=(${(s: :)line})
                    [[ $line == *' ' ]] && words+=('')
                    CURRENT=$#words
                    [[ $registered == pgplaybook ]] && _pgplaybook
                    """;
            default -> """
                    source ./completion.fish
                    complete -C '%1$s' | string split -f 1 \\t
                    """;
        };
        Path file = Files.writeString(directory.resolve("try." + shell), program.formatted(line));
        ProcessBuilder builder = new ProcessBuilder(shell, file.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PATH", TARGET + ":" + System.getenv("PATH"));
        builder.environment().put("HOME", directory.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().map(String::strip).filter(text -> !text.isEmpty()).toList();
    }

    private static boolean isHere(String shell) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, shell)));
    }
}
