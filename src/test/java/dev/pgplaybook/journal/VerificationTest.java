package dev.pgplaybook.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done to a record behind its back, and what shows it. */
class VerificationTest {

    private static final Instant NOW = Instant.parse("2026-11-22T21:41:10Z");
    private static final int LINES = 6;

    @TempDir
    Path project;

    private RunDirectory run;
    private Head head;

    @BeforeEach
    void record() {
        run = Runs.of(project).create(NOW, "book", "target");
        try (Journal journal = Journal.open(run, new Secrets(), Clock.fixed(NOW, ZoneOffset.UTC))) {
            for (int i = 1; i <= LINES; i++) {
                journal.record(new Event.Noted("a", "note " + i));
            }
            head = journal.head();
        }
    }

    @Test
    void findsNothingWhereNothingWasDone() {
        Verification record = Verification.of(run);

        assertThat(record.flaws()).isEmpty();
        assertThat(record.head()).isEqualTo(head);
        assertThat(record.against(head)).isEmpty();
        assertThat(record.against(head.hash().substring(0, 12))).isEmpty();
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                Arguments.of("edit", forgery(lines -> lines.set(2, lines.get(2).replace("note 3", "note 9"))), true),
                Arguments.of(
                        "edit of the last",
                        forgery(lines -> lines.set(5, lines.get(5).replace("note 6", "note 9"))),
                        false),
                Arguments.of("delete", forgery(lines -> lines.remove(2)), true),
                Arguments.of("delete the first", forgery(lines -> lines.remove(0)), true),
                Arguments.of("swap", forgery(lines -> Collections.swap(lines, 1, 2)), true),
                Arguments.of(
                        "truncate", forgery(lines -> lines.subList(4, LINES).clear()), false),
                Arguments.of("append a copy", forgery(lines -> lines.add(lines.get(5))), true),
                Arguments.of("append what fits", forgery(VerificationTest::appendWhatFits), false),
                Arguments.of("nonsense", forgery(lines -> lines.set(3, "nonsense")), true));
    }

    /** @param byChain whether the record alone shows it; otherwise only a head that was kept elsewhere does */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void findsWhatWasDone(String what, Consumer<List<String>> forgery, boolean byChain) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(run.journal()));
        forgery.accept(lines);
        Files.write(run.journal(), lines);

        Verification record = Verification.of(run);

        assertThat(record.flaws().isEmpty()).as("%s: %s", what, record.flaws()).isEqualTo(!byChain);
        if (!byChain) {
            assertThat(record.against(head)).as(what).isPresent();
            assertThat(record.against(head.hash())).as(what).isPresent();
        }
    }

    @Test
    void tellsOfOneThingOnce() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(run.journal()));
        lines.add(1, "nonsense");
        lines.remove(4);
        Files.write(run.journal(), lines);

        assertThat(Verification.of(run).flaws())
                .containsExactly(
                        "line 2 is not an event",
                        "line 3 does not continue the line before it: one of the two was changed or moved",
                        "line 5 has the number 5: lines were removed, added or moved");
    }

    @Test
    void doesNotCountALineThatACrashHasTorn() throws IOException {
        Files.writeString(run.journal(), "{\"seq\":7,\"ti", StandardOpenOption.APPEND);

        Verification record = Verification.of(run);

        assertThat(record.flaws()).isEmpty();
        assertThat(record.torn()).contains("{\"seq\":7,\"ti");
        assertThat(record.against(head)).isEmpty();
    }

    /** Whoever knows the format can go on with a chain: nothing but the kept head tells. */
    private static void appendWhatFits(List<String> lines) {
        String last = lines.get(lines.size() - 1);
        String hash = Hash.of(last.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        lines.add(new Entry(lines.size() + 1, NOW, new Event.Noted("a", "made up"), hash).toLine(text -> text));
    }

    private static Consumer<List<String>> forgery(Consumer<List<String>> forgery) {
        return forgery;
    }
}
