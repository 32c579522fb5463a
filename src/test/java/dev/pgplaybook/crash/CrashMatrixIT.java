package dev.pgplaybook.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.crash.SignUps.Hold;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.Verification;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import dev.pgplaybook.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way in which the story's run can be cut off, and what resume makes of it. A sample runs with every build; {@code -Dcrash=all}
 * runs all of them, and {@code -Dcrash=REGEX} those of a name.
 */
class CrashMatrixIT {

    private static final int SAMPLE = 25;

    @TempDir
    Path directory;

    private int number;
    private List<String> undisturbed = List.of();

    /** One way of being cut off: what it does to a run that it begins. */
    @FunctionalInterface
    private interface Crash {
        void of(Story story) throws Exception;
    }

    @BeforeAll
    static void makeTemplate() throws IOException, SQLException {
        Story.makeTemplate();
    }

    @AfterAll
    static void dropTemplate() throws SQLException {
        Story.dropTemplate();
    }

    @TestFactory
    Stream<DynamicTest> endsAsIfNothingHadHappened() throws IOException, SQLException {
        try (Story story = story(Hold.NOWHERE)) {
            Ended ended = story.run("").await();
            assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
            undisturbed = story.picture();
            int events = (int) Verification.of(story.record()).head().entries();
            List<DynamicTest> all = cases(events, Gate.counted(story.url()), kilobytesWithoutValidation());
            assertThat(undisturbed).anyMatch(line -> line.startsWith("users 1201 "));
            assertThat(all).hasSizeGreaterThan(150);
            return chosen(all).stream();
        }
    }

    private static List<DynamicTest> chosen(List<DynamicTest> all) {
        String wanted = System.getProperty("crash", "sample");
        if (wanted.equals("sample")) {
            return IntStream.range(0, SAMPLE)
                    .mapToObj(i -> all.get(i * (all.size() - 1) / (SAMPLE - 1)))
                    .toList();
        }
        return all.stream()
                .filter(test -> wanted.equals("all") || test.getDisplayName().matches(wanted))
                .toList();
    }

    private int kilobytesWithoutValidation() throws IOException, SQLException {
        try (Story story = story(Hold.NOWHERE)) {
            assertThat(story.withoutValidation().run("").await().status()).isZero();
            return (int) (Files.size(story.record().journal()) / 1024);
        }
    }

    /** @param kilobytes of the record without the validation; the playbook that is kept beside it takes less than 4 */
    private List<DynamicTest> cases(int events, int statements, int kilobytes) {
        List<DynamicTest> all = new ArrayList<>();
        for (int i = 1; i <= events; i++) {
            int n = i;
            all.add(test("killed before event " + n, Hold.NOWHERE, story -> killBefore(story, n, n % 2 == 0)));
        }
        for (int i = 1; i <= statements; i++) {
            int n = i;
            all.add(test("killed inside statement " + n, Hold.NOWHERE, story -> killInside(story, n, n % 2 == 0)));
            all.add(test("backend ended inside statement " + n, Hold.NOWHERE, story -> endBackend(story, n)));
        }
        for (int i = 4; i <= kilobytes; i++) {
            int n = i;
            all.add(test("no room behind " + n + " kB", Hold.NOWHERE, story -> fillDisk(story, n)));
        }
        all.add(test("killed before a request is worked on", Hold.BEFORE, CrashMatrixIT::killInRequest));
        all.add(test("killed behind a request's effect", Hold.BEHIND, CrashMatrixIT::killInRequest));
        for (Hold hold : List.of(Hold.BEFORE, Hold.BEHIND)) {
            all.add(DynamicTest.dynamicTest("killed " + hold + " a request without done_when", () -> asks(hold)));
        }
        return all;
    }

    private DynamicTest test(String name, Hold hold, Crash crash) {
        return DynamicTest.dynamicTest(name, () -> {
            try (Story story = story(hold)) {
                crash.of(story);
                if (!story.isThrough()) {
                    Ended ended = story.goOn();
                    assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
                }
                requireUndisturbed(story);
            }
        });
    }

    private void requireUndisturbed(Story story) {
        assertThat(story.picture()).isEqualTo(undisturbed);
        assertThat(story.signUps().taken()).isEqualTo(1);
        assertThat(story.signUps().refused()).isZero();
        assertThat(story.state().orElseThrow().word()).isEqualTo("passed");
        assertThat(Verification.of(story.record()).flaws()).isEmpty();
    }

    private static void killBefore(Story story, int event, boolean frozen) throws Exception {
        List<Process> started = new ArrayList<>();
        try (EventBoundary boundary = new EventBoundary()) {
            boolean there = boundary.await(
                    event, frozen, options -> started.add(story.run(options).process()));
            kill(started.get(0));
            assertThat(there).as("it records so many events").isTrue();
        }
    }

    /** @param atRest whether the server is done with the old process's work before the run is resumed */
    private static void killInside(Story story, int statement, boolean atRest) throws Exception {
        try (Gate gate = new Gate(story.withoutValidation().url(), statement)) {
            Process process = story.run("").process();
            assertThat(gate.awaitHeld(process))
                    .as("so many statements are sent")
                    .isTrue();
            kill(process);
            if (!atRest) {
                LauncherProcess resuming = story.resume();
                Patience.until(
                        "it is resumed",
                        () -> isResumed(story) || !resuming.process().isAlive());
                gate.open();
                resuming.await();
            }
            gate.open();
        }
    }

    private static boolean isResumed(Story story) {
        return Journal.entries(story.record()).stream().anyMatch(entry -> entry.event() instanceof Event.RunContinued);
    }

    private static void endBackend(Story story, int statement) throws Exception {
        try (Gate gate = new Gate(story.withoutValidation().url(), statement)) {
            LauncherProcess run = story.run("");
            assertThat(gate.awaitHeld(run.process()))
                    .as("so many statements are sent")
                    .isTrue();
            gate.terminateHeld();
            gate.open();
            run.await();
        }
    }

    /** No file can grow beyond the limit, as on a full disk: the write that reaches it is cut off in its middle. */
    private static void fillDisk(Story story, int kilobytes) throws Exception {
        List<String> words = new ArrayList<>(List.of("bash", "-c", "ulimit -f " + kilobytes + "; exec \"$0\" \"$@\""));
        words.add(Path.of("target/pgplaybook").toAbsolutePath().toString());
        words.addAll(story.withoutValidation().words());
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(story.directory().toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(story.environment("-XX:-UsePerfData"));
        assertThat(builder.start().waitFor()).as("it goes on without a record").isNotZero();
        assertThat(story.isThrough()).isFalse();
    }

    private static void killInRequest(Story story) throws Exception {
        Process process = story.withoutValidation().run("").process();
        story.signUps().awaitHeld();
        kill(process);
    }

    /** Nothing tells whether the request took effect: it asks, changes nothing, and takes the operator's word. */
    private void asks(Hold hold) throws Exception {
        try (Story story = story(hold)) {
            killInRequest(story.withoutDoneWhen());
            List<String> before = story.picture();

            Ended asked = story.goOn();
            assertThat(asked.status()).as(asked.err()).isEqualTo(2);
            assertThat(asked.err()).contains("PB503", "--answer first-admin.1=done|again|stop");
            assertThat(story.picture()).isEqualTo(before);

            Ended ended = story.goOn("first-admin.1=" + (hold == Hold.BEHIND ? "done" : "again"));
            assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
            requireUndisturbed(story);
        }
    }

    /** SIGKILL: nothing in the process hears of it. */
    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private Story story(Hold hold) throws IOException, SQLException {
        number++;
        Path project = Files.createDirectories(directory.resolve("case-" + number));
        return Story.begin(project, "crash_" + ProcessHandle.current().pid() + "_" + number, hold);
    }
}
