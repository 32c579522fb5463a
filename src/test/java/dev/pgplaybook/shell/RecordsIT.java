package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Json;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look back, as a user types them. */
class RecordsIT {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    private String run;
    private String head;

    @BeforeEach
    void walk() throws IOException {
        Files.createDirectories(directory.resolve(".pgplaybook"));
        Files.writeString(directory.resolve("book.yaml"), """
                version: 1
                playbook: book
                record: { in_target: true }
                targets:
                  server: { url: "${URL}" }
                steps:
                  - id: table
                    sql: CREATE TABLE IF NOT EXISTS people (id int)
                  - id: fill
                    sql: INSERT INTO people VALUES (1)
                """);
        Map<?, ?> walked = (Map<?, ?>)
                Json.read(type("run", "book.yaml", "--yes", "--json").out());
        run = (String) walked.get("run");
        head = (String) walked.get("head");
    }

    @Test
    void findsARecordThatWasCutThroughTheTarget() throws IOException {
        assertThat(type("runs", "verify", run, "--head", head).out())
                .contains("unchanged", "its head is the one that was kept", "the target has noted the same head");

        Path journal = directory.resolve(".pgplaybook/runs/" + run + "/journal.jsonl");
        List<String> lines = Files.readAllLines(journal);
        Files.write(journal, lines.subList(0, lines.size() - 1));

        Ended cut = type("runs", "verify", run);
        assertThat(cut.status()).isEqualTo(4);
        assertThat(cut.out()).contains("1 line is missing at its end");
    }

    @Test
    void writesReportsAndCasts() throws IOException {
        assertThat(type("report", run).status()).isZero();
        assertThat(type("report", "--out", "run.md").status()).isZero();
        assertThat(type("report", run, "--format", "json", "--out", "-").out()).contains("\"head\" : \"" + head);
        assertThat(type("runs", "export", run, "--cast", "run.cast").status()).isZero();
        assertThat(type("report", "--out", "no/such/place.html").err()).contains("PB526");

        assertThat(directory.resolve(run + ".html"))
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains(head);
        assertThat(directory.resolve("run.md")).content().contains("| 2 | fill | sql | done |");
        List<String> cast = Files.readAllLines(directory.resolve("run.cast"));
        assertThat(((Map<?, ?>) Json.read(cast.get(0))).get("version")).hasToString("2");
        assertThat(cast.subList(1, cast.size()))
                .isNotEmpty()
                .allSatisfy(line -> assertThat((List<?>) Json.read(line))
                        .hasSize(3)
                        .element(1)
                        .isEqualTo("o"));
    }

    @Test
    void showsReplaysAndComparesARun() {
        assertThat(type("replay", run, "--view", "--pace", "0").out()).contains("2/2 fill", "passed after");
        Ended again = type("replay", run, "--on", "server");
        assertThat(again.status()).as(again.err()).isEqualTo(5);
        assertThat(again.err()).contains("PB525", "table public.people is added");
        db.execute("DROP TABLE people");

        Ended replayed = type("replay", run, "--on", "server", "--strict", "--json");
        assertThat(replayed.status()).as(replayed.err()).isZero();
        String other = (String) ((Map<?, ?>) Json.read(replayed.out())).get("run");
        assertThat(type("runs", "diff", run, other).out()).isEqualTo("nothing differs\n");
    }

    @Test
    void letsADamagedRecordStandInNobodysWay() throws IOException {
        Path journal = directory.resolve(".pgplaybook/runs/" + run + "/journal.jsonl");
        Files.writeString(journal, Files.readString(journal).replaceFirst("\n", "\nnonsense\n"));

        assertThat(type("runs").out()).contains(run, "damaged");
        Ended verified = type("runs", "verify", run);
        assertThat(verified.status()).isEqualTo(4);
        assertThat(verified.out()).contains("line 2 is not an event");
        assertThat(type("runs", "prune", "--keep", "0", "--yes").out()).doesNotContain(run);
        assertThat(type("runs", "show", run).err()).contains("PB507");
    }

    @Test
    void listsFiltersAndPrunes() {
        assertThat(type("runs", "--result", "failed").out()).contains("no run is recorded here");
        assertThat(type("runs", "--result", "passed", "--target", "server").out())
                .contains(run);
        assertThat(type("runs", "prune", "--keep", "0").out()).contains(run, "nothing was removed");
        assertThat(type("runs", "prune", "--keep", "0", "--yes").out()).contains("1 removed");
        assertThat(type("runs").out()).contains("no run is recorded here");
    }

    @Test
    void keepsTheRehearsalThatVouches() throws IOException {
        Path book = directory.resolve("book.yaml");
        Files.writeString(
                book,
                Files.readString(book).replace("\nsteps:", "\n  copy: { sandbox: { provider: embedded } }\nsteps:"));
        String first = rehearsed();
        String second = rehearsed();

        assertThat(type("runs", "prune", "--keep", "0", "--yes").out())
                .contains("kept " + second + ": the newest rehearsal of book that passed", "2 removed");
        assertThat(type("runs").out()).contains(second).doesNotContain(first, run);
    }

    private String rehearsed() {
        Ended ended = type("rehearse", "book.yaml", "--yes", "--json");
        assertThat(ended.status()).as(ended.err()).isZero();
        return (String) ((Map<?, ?>) Json.read(ended.out())).get("run");
    }

    private Ended type(String... words) {
        return LauncherProcess.run(directory, Map.of("URL", db.url().withPassword()), words);
    }
}
