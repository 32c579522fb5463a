package dev.pgplaybook.doctor;

import dev.pgplaybook.database.Rights;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.likeness.PgDump;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.sandbox.Offer;
import dev.pgplaybook.sandbox.Sandbox;
import dev.pgplaybook.sandbox.SandboxProvider;
import dev.pgplaybook.sandbox.SandboxRequest;
import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What this machine brings: a Java, a place for sandboxes and one that really starts, and programs of PostgreSQL.
 *
 * @param cache where binaries and sandboxes are kept
 * @param sandboxes as {@code provider: auto} chooses
 */
public record MachineExamination(
        Map<String, String> environment,
        Path cache,
        SandboxProvider sandboxes,
        Secrets secrets,
        Progress progress,
        Cancellation cancellation) {

    private static final int OLDEST_JAVA = 17;

    private static final long ROOM = 2L << 30;

    /** What was seen, with the extensions that a sandbox can have; none where none could be made. */
    public record Seen(List<Symptom> symptoms, Optional<List<String>> extensions) {}

    public Seen look() {
        List<Symptom> symptoms = new ArrayList<>();
        symptoms.add(java());
        symptoms.add(disk());
        symptoms.add(dumps());
        Optional<List<String>> extensions = sandbox(symptoms);
        return new Seen(symptoms, extensions);
    }

    private static Symptom java() {
        String said = "Java " + Runtime.version() + " at " + System.getProperty("java.home");
        return Runtime.version().feature() >= OLDEST_JAVA
                ? Symptom.well("machine.java", said)
                : Symptom.ill("machine.java", said, "install Java 17 or later, or set JAVA_HOME to one");
    }

    /** By the nearest directory that is there: the cache is made when it is first needed. */
    private Symptom disk() {
        Path there = cache;
        while (!Files.isDirectory(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            String said = (free >> 20) + " MiB are free for sandboxes in " + cache;
            if (!Files.isWritable(there)) {
                return Symptom.ill(
                        "machine.disk", cache + " cannot be written", "set PGPLAYBOOK_CACHE to a directory that can");
            }
            return free >= ROOM
                    ? Symptom.well("machine.disk", said)
                    : Symptom.less("machine.disk", said, "free some, or set PGPLAYBOOK_CACHE to another disk");
        } catch (IOException e) {
            return Symptom.ill(
                    "machine.disk", cache + ": " + e.getMessage(), "set PGPLAYBOOK_CACHE to another directory");
        }
    }

    private Symptom dumps() {
        List<PgDump> dumps = PgDump.ofThisMachine(environment);
        String majors = dumps.stream()
                .map(dump -> String.valueOf(dump.major()))
                .distinct()
                .collect(Collectors.joining(", "));
        return dumps.isEmpty()
                ? Symptom.less(
                        "machine.pg-dump",
                        "there is no pg_dump",
                        "install PostgreSQL's client programs: a sandbox like a target needs them, or a container that has them")
                : Symptom.well("machine.pg-dump", "pg_dump " + majors);
    }

    /** Made, asked, and removed: that it would work is not known before it has. */
    private Optional<List<String>> sandbox(List<Symptom> symptoms) {
        SandboxRequest request = SandboxRequest.of("doctor");
        Offer offer = sandboxes.offer(request);
        progress.doing("making a sandbox");
        long start = System.nanoTime();
        try (Sandbox sandbox = sandboxes.create(request, progress, cancellation)) {
            sandbox.url().password().ifPresent(secrets::add);
            try (Session session = Session.open(sandbox.url(), SessionOptions.named("pgplaybook/doctor"))) {
                List<String> available = new Rights(session).available();
                String took = "%.1f s".formatted((System.nanoTime() - start) / 1e9);
                symptoms.add(Symptom.well("machine.sandbox", offer.description() + " starts in " + took));
                return Optional.of(available);
            }
        } catch (ProblemException e) {
            symptoms.add(Symptom.ill(
                    "machine.sandbox",
                    offer.description() + ": " + e.first().message(),
                    e.first().hint().orElse("explain " + e.first().code())));
            return Optional.empty();
        }
    }
}
