package dev.pgplaybook.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The drifts that the project was begun with: each is found and named, and nothing else is. */
class DriftCorpusTest {

    private static final SnapshotOptions ALL =
            SnapshotOptions.STANDARD.withOwners().withComments();

    /** What is said of each line of the corpus. A column's type is a part of what an expression over it says. */
    private static final List<List<String>> SAID = List.of(
            List.of("column app.\"T1\".\"newCol\" is added"),
            List.of("column app.\"T2\".tags is missing"),
            List.of("column app.\"T3\".email is different", "index app.\"T3_email_key\" is different"),
            List.of("column app.\"T4\".total is different"),
            List.of("column app.\"T5\".email is different"),
            List.of("index app.\"T6_email_key\" is missing"),
            List.of("index app.t7_extra is added"),
            List.of("constraint app.\"T8\".\"T8_fk\" is different"),
            List.of("constraint app.\"T9\".pos is added"),
            List.of("type app.\"Role\" is different"),
            List.of("function app.touch() is different"),
            List.of("view app.v is different"),
            List.of("policy app.\"T0\".p is different"),
            List.of("trigger app.\"T0\".trg is different"),
            List.of("comment table app.\"T10\" is different"),
            List.of("table app.extra_tbl is added"),
            List.of("sequence app.seq1 is different"),
            List.of("table app.m25 is added"),
            List.of("grant table app.\"T11\" to PUBLIC is added"),
            List.of("constraint app.email.len is added"),
            List.of("table app.\"T12\" is different"),
            List.of("column app.\"T13\".email is different"),
            List.of("table app.\"T14\" is different"),
            List.of("index app.t15_meta is different"),
            List.of("owner table app.\"T16\" is different"),
            List.of("column app.\"T17\".meta is renamed to app.\"T17\".metadata"));

    @RegisterExtension
    final DatabaseExtension database = new DatabaseExtension();

    @Test
    void everyDriftOfTheCorpusIsFoundAndNoneIsReportedTwice() throws IOException {
        Path folder = SharedFolder.require("catalog");
        database.execute(Files.readString(folder.resolve("base.sql")));
        database.execute("DO $$ BEGIN CREATE ROLE other; EXCEPTION WHEN duplicate_object THEN NULL; END $$");

        List<List<String>> said = new ArrayList<>();
        Snapshot before = Catalogs.of(database.url(), ALL);
        assertThat(Drift.between(before, Catalogs.of(database.url(), ALL)).isEmpty())
                .isTrue();
        for (String drift : Files.readAllLines(folder.resolve("drift.sql"))) {
            database.execute(drift);
            Snapshot after = Catalogs.of(database.url(), ALL);
            said.add(Drift.between(before, after).differences().stream()
                    .map(Difference::title)
                    .toList());
            assertThat(after.fingerprint()).as(drift).isNotEqualTo(before.fingerprint());
            before = after;
        }

        assertThat(said).isEqualTo(SAID);
    }
}
