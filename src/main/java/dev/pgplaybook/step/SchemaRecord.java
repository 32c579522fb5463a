package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.Json;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.schema.Fact;
import dev.pgplaybook.schema.FactKind;
import dev.pgplaybook.schema.Snapshot;
import dev.pgplaybook.schema.SnapshotOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The schema in which a run began, kept beside its journal: a fingerprint tells that two differ, and this tells in what. */
final class SchemaRecord {

    static final String START = "start";

    private SchemaRecord() {}

    /** Absent where it cannot be read in time, or at all: then nothing can be said of it, and nothing fails. */
    static Optional<Snapshot> take(Context context, Step step) {
        try (Session session = context.reader(step)) {
            return Optional.of(Snapshot.take(session, SnapshotOptions.STANDARD));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    static Event.SchemaSeen event(String moment, Snapshot snapshot) {
        return new Event.SchemaSeen(
                moment, snapshot.fingerprint().hex(), snapshot.facts().size(), snapshot.major());
    }

    static void keep(Journal journal, RunDirectory directory, Snapshot snapshot) {
        List<List<Object>> facts = new ArrayList<>();
        for (Fact fact : snapshot.facts().values()) {
            facts.add(List.of(fact.kind().name(), fact.identity(), fact.definition(), fact.within(), fact.position()));
        }
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("major", snapshot.major());
        document.put("facts", facts);
        journal.keep(file(directory), Json.line(document));
    }

    static Optional<Snapshot> read(RunDirectory directory) {
        Path file = file(directory);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Json.read(Files.readString(file)) instanceof Map<?, ?> document
                    ? Optional.of(snapshot(document))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            // Edited or cut off: then it says nothing.
            return Optional.empty();
        }
    }

    private static Snapshot snapshot(Map<?, ?> document) {
        Map<String, Fact> facts = new LinkedHashMap<>();
        for (Object item : (List<?>) Objects.requireNonNull(document.get("facts"))) {
            List<?> parts = (List<?>) item;
            Fact fact = new Fact(
                    FactKind.valueOf((String) parts.get(0)),
                    (String) parts.get(1),
                    (String) parts.get(2),
                    ((List<?>) parts.get(3)).stream().map(String.class::cast).toList(),
                    ((BigDecimal) parts.get(4)).intValue());
            facts.put(fact.key(), fact);
        }
        return new Snapshot(((BigDecimal) Objects.requireNonNull(document.get("major"))).intValue(), facts);
    }

    private static Path file(RunDirectory directory) {
        return directory.path().resolve("schema-start.json");
    }
}
