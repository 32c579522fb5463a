package dev.pgplaybook.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final Instant NOW = Instant.parse("2026-11-22T21:41:10.123456Z");

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final Secrets secrets = new Secrets();

    @TempDir
    Path project;

    @Test
    void readsBackWhatWasRecorded() {
        Problem problem = Problem.of(ProblemCode.PB206, "The migration failed")
                .hint("mend it")
                .at(new Location(Path.of("m/migration.sql"), 3, 7));
        List<Event> events = List.of(
                started(),
                new Event.Checked("a", true, Finding.warned("x.y", "title", "said")),
                new Event.Planned(
                        "a", new Plan(List.of(Plan.Line.read("l").detail("d").at("f:1:1")), true, false)),
                new Event.StepStarted("a"),
                new Event.StatementStarted("a", "SELECT 'é\n\"'", Optional.of("f:1:1")),
                new Event.StatementFinished("a", 12, 3, Optional.empty(), Optional.empty(), Optional.empty()),
                new Event.StatementFinished(
                        "a",
                        12,
                        3,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Trace(
                                2,
                                List.of(new Trace.Lock("trades", "table", "ACCESS EXCLUSIVE", true)),
                                List.of("trades"),
                                List.of(),
                                List.of("old"),
                                List.of("invalid index i"),
                                1_000,
                                0,
                                Trace.Verdict.CONFIRMED,
                                List.of(new Trace.Remark("R006", Trace.Severity.WARNING, "leaves it behind"))))),
                new Event.StepFinished(
                        "a", new Outcome.Failed(problem, Outcome.Stage.EXECUTE, Outcome.Left.SOMETHING), 5),
                new Event.StepFinished("b", new Outcome.Skipped("why"), 0),
                new Event.RunFinished("failed", 6));

        RunDirectory run = record(events);

        assertThat(Journal.entries(run).stream().map(Entry::event)).isEqualTo(events);
        assertThat(Journal.entries(run).get(0).time()).isEqualTo(NOW);
    }

    @Test
    void chainsEveryLineToTheOneBefore() throws IOException {
        RunDirectory run = record(List.of(started(), new Event.StepStarted("a")));

        List<String> lines = Files.readAllLines(run.journal());

        assertThat(Journal.entries(run).get(0).previous()).isEmpty();
        assertThat(Journal.entries(run).get(1).previous())
                .isEqualTo(Hash.of(lines.get(0).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void setsATornLastLineAsideAndGoesOn() throws IOException {
        RunDirectory run = record(List.of(started(), new Event.StepStarted("a")));
        Files.writeString(run.journal(), "{\"seq\":3,\"time\":\"2026", StandardOpenOption.APPEND);

        try (Journal journal = Journal.open(run, secrets, clock)) {
            journal.record(new Event.RunContinued("0.1.0", "me@here"));
        }

        assertThat(Journal.entries(run).stream().map(Entry::event))
                .containsExactly(started(), new Event.StepStarted("a"), new Event.RunContinued("0.1.0", "me@here"));
        assertThat(Journal.entries(run).get(2).sequence()).isEqualTo(3);
        assertThat(run.path().resolve("torn-3")).hasContent("{\"seq\":3,\"time\":\"2026");
    }

    @Test
    void keepsAnEventOfALaterVersion() throws IOException {
        RunDirectory run = record(List.of(started()));
        Files.writeString(
                run.journal(),
                "{\"seq\":2,\"time\":\"2026-11-22T21:41:11Z\",\"type\":\"moon-landed\",\"data\":{\"crew\":3},\"prev\":\"\"}\n",
                StandardOpenOption.APPEND);

        Event event = Journal.entries(run).get(1).event();

        assertThat(event).isInstanceOfSatisfying(Event.Unknown.class, unknown -> {
            assertThat(unknown.type()).isEqualTo("moon-landed");
            assertThat(unknown.data()).containsOnlyKeys("crew");
        });
    }

    @Test
    void saysWhichLineIsNoEvent() throws IOException {
        RunDirectory run = record(List.of(started()));
        Files.writeString(run.journal(), "nonsense\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> Journal.entries(run)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.first().code()).isEqualTo(ProblemCode.PB507);
            assertThat(e.first().message()).startsWith("Line 2 of the journal");
        });
    }

    @Test
    void locksTheRunWhileItIsWalked() {
        RunDirectory run = record(List.of(started()));

        try (Journal walking = Journal.open(run, secrets, clock)) {
            assertThat(walking.head())
                    .isEqualTo(new Head(1, Verification.of(run).head().hash()));
            assertThatThrownBy(() -> Journal.open(run, secrets, clock))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.first().code()).isEqualTo(ProblemCode.PB506));
        }

        Journal.open(run, secrets, clock).close();
    }

    @Test
    void masksSecretsBeforeTheyAreHashedOrWritten() throws IOException {
        secrets.add("hunter2-hunter2");
        RunDirectory run = record(List.of(started(), new Event.Noted("a", "password is hunter2-hunter2")));

        assertThat(run.journal()).content().contains("password is •••").doesNotContain("hunter2");
    }

    @Test
    void letsNobodyElseReadIt() throws IOException {
        RunDirectory run = record(List.of(started()));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.journal())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.path())))
                .isEqualTo("rwx------");
    }

    @Test
    void foldsToTheStateOfItsSteps() {
        RunDirectory run = record(List.of(
                started(),
                new Event.StepStarted("a"),
                new Event.StepFinished("a", new Outcome.Done("2 rows"), 40),
                new Event.StepStarted("b")));

        RunState state = RunState.of(Journal.entries(run));

        assertThat(state.steps()).containsOnlyKeys("a", "b");
        assertThat(state.steps().get("a").word()).isEqualTo("done");
        assertThat(state.steps().get("b").word()).isEqualTo("unknown");
        assertThat(state.next().orElseThrow().id()).isEqualTo("b");
        assertThat(state.word()).isEqualTo("cut off");
    }

    @Test
    void keepsTheStateThatItsFileFoldsTo() {
        RunDirectory run = record(List.of(started(), new Event.StepReached("a"), new Event.StepStarted("a")));
        try (Journal journal = Journal.open(run, secrets, clock)) {
            assertThat(journal.state()).isEqualTo(RunState.of(Journal.entries(run)));

            journal.record(new Event.StepFinished("a", new Outcome.Done("1 applied"), 7));
            journal.record(new Event.RunFinished("passed", 0));

            assertThat(journal.state()).isEqualTo(RunState.of(Journal.entries(run)));
            assertThat(journal.state().word()).isEqualTo("passed");
        }
    }

    @Test
    void knowsTheStateWithoutReadingEveryLine() throws IOException {
        RunDirectory run = record(List.of(
                started(),
                new Event.TargetIdentified("h", 5432, "d", 1, "s", 1, "17.6", "r"),
                new Event.StepReached("a"),
                new Event.StepStarted("a"),
                new Event.StatementStarted("a", "SELECT '\",\"type\":\"run-finished\"'", Optional.empty()),
                new Event.StatementFinished("a", 1, 1, Optional.empty(), Optional.empty(), Optional.empty()),
                new Event.StepFinished("a", new Outcome.Done("done"), 7),
                new Event.RunPaused("why"),
                new Event.RunContinued("1", "somebody"),
                new Event.PlaybookChanged("c", List.of(new Event.PlannedStep("b", "sql", "B")), "+ b"),
                new Event.StepStarted("b"),
                new Event.RunFinished("failed", 6),
                new Event.Noted("", "last")));
        List<String> lines = Files.readAllLines(run.journal());

        for (int i = 0; i <= lines.size(); i++) {
            Files.write(run.journal(), lines.subList(0, i));

            assertThat(Journal.state(run)).isEqualTo(RunState.find(Journal.entries(run)));
        }
    }

    @Test
    void findsTheEventsOfATypeHoweverTheirLinesAreWritten() throws IOException {
        RunDirectory run = record(List.of(started(), new Event.Noted("a", "one"), new Event.StepStarted("a")));
        Files.writeString(
                run.journal(),
                "{ \"type\": \"noted\", \"seq\": 4, \"time\": \"2026-11-22T21:41:11Z\", \"prev\": \"\", \"data\": {\"text\": \"two\"}}\n",
                StandardOpenOption.APPEND);

        assertThat(Journal.events(run, Event.Noted.class))
                .extracting(Event.Noted::text)
                .containsExactly("one", "two");
    }

    @Test
    void saysWhatWasWrongWithItWhenItIsGoneOnWith() throws IOException {
        RunDirectory run = record(List.of(started(), new Event.Noted("a", "one"), new Event.Noted("a", "two")));
        Files.writeString(run.journal(), Files.readString(run.journal()).replace("one", "won"));

        try (Journal journal = Journal.open(run, secrets, clock)) {
            assertThat(journal.flaws()).singleElement().asString().startsWith("line 3 does not continue");
        }
    }

    @Test
    void givesTwoRunsOfOneSecondDifferentDirectories() {
        Runs runs = Runs.of(project);

        RunDirectory first = runs.create(NOW, "book", "target");
        RunDirectory second = runs.create(NOW, "book", "target");

        assertThat(first.id()).isEqualTo("20261122-214110-book-target");
        assertThat(second.id()).isEqualTo("20261122-214110-book-target-2");
        assertThat(project.resolve(".pgplaybook/.gitignore")).hasContent("*");
    }

    @Test
    void findsTheRunsOfTheNearestProject() throws IOException {
        Files.createDirectories(project.resolve("deep/er"));
        Files.createFile(project.resolve("pgplaybook.yaml"));

        assertThat(Runs.of(project.resolve("deep/er")).directory()).isEqualTo(project.resolve(".pgplaybook/runs"));
    }

    @Test
    void findsARunByTheBeginningOfItsId() {
        RunDirectory run = record(List.of(started()));

        assertThat(Runs.of(project).find("20261122")).isEqualTo(run);
        assertThatThrownBy(() -> Runs.of(project).find("2025"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.first().code()).isEqualTo(ProblemCode.PB505));
    }

    @Test
    void writesAndReadsEveryKindOfJsonValue() {
        Object value = Json.read("{\"a\":[1,2.50,true,null,\"é\\n\"],\"b\":{}}");

        assertThat(Json.line(value)).isEqualTo("{\"a\":[1,2.50,true,null,\"é\\n\"],\"b\":{}}");
        assertThat(Json.document(Map.of("a", 1))).isEqualTo("{\n  \"a\" : 1\n}\n");
    }

    @Test
    void readsBackEveryCharacterThatItWrites() {
        String controls =
                IntStream.range(0, 0x2030).mapToObj(Character::toString).collect(Collectors.joining());
        List<Object> value = List.of(controls + "🐘", "", List.of(), "\\\"");

        assertThat(Json.read(Json.line(value))).isEqualTo(value);
        assertThat(Json.line("\u0001\u001f\b\f\r\t")).isEqualTo("\"\\u0001\\u001F\\b\\f\\r\\t\"");
    }

    private RunDirectory record(List<Event> events) {
        RunDirectory run = Runs.of(project).create(NOW, "book", "target");
        try (Journal journal = Journal.open(run, secrets, clock)) {
            events.forEach(journal::record);
        }
        return run;
    }

    private static Event.RunStarted started() {
        return new Event.RunStarted(
                "book",
                "Title",
                "/p/book.yaml",
                "abc",
                "target",
                true,
                true,
                "0.1.0",
                "me@here",
                List.of(new Event.PlannedStep("a", "sql", "A"), new Event.PlannedStep("b", "check", "B")));
    }
}
