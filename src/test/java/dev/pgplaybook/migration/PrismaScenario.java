package dev.pgplaybook.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What Prisma's own command line did, step by step, as it was recorded. */
record PrismaScenario(Path directory, List<Step> steps) {

    /**
     * One step.
     *
     * @param arguments of {@code prisma migrate}; empty for a step that changes files
     * @param files what is written under the project's directory; deleted where there is no text
     * @param exit of Prisma
     * @param out what Prisma wrote, and in err what it wrote to its errors
     * @param rows the history behind it, masked; absent where there was no table
     */
    record Step(
            List<String> arguments,
            Map<String, Optional<String>> files,
            int exit,
            String out,
            String err,
            Optional<List<MaskedRow>> rows) {

        boolean succeeds() {
            return exit == 0;
        }
    }

    static PrismaScenario read(Path directory) {
        List<Step> steps = new ArrayList<>();
        PrismaScenario scenario = new PrismaScenario(directory, steps);
        new ObjectMapper().readTree(scenario.text("result.json")).get("steps").forEach(step -> steps.add(step(step)));
        return scenario;
    }

    Optional<String> setup() {
        return Files.exists(directory.resolve("setup.sql")) ? Optional.of(text("setup.sql")) : Optional.empty();
    }

    /** The history at the end, masked. */
    List<MaskedRow> finalRows() {
        List<MaskedRow> rows = new ArrayList<>();
        new ObjectMapper().readTree(text("prisma_migrations.json")).forEach(row -> rows.add(MaskedRow.of(row)));
        return rows;
    }

    /** The schema at the end as a script, without the commands that only psql knows. */
    String finalSchema() {
        return text("schema.sql").replaceAll("(?m)^\\\\(un)?restrict .*$", "");
    }

    private String text(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the project as it starts, byte for byte. */
    void copyInput(Path to) {
        Path input = directory.resolve("input");
        if (!Files.exists(input)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(input)) {
            for (Path path : paths.toList()) {
                Path copy = to.resolve(input.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Step step(JsonNode step) {
        String kind = step.get("kind").asString();
        List<String> arguments = new ArrayList<>();
        Map<String, Optional<String>> files = new java.util.LinkedHashMap<>();
        if (kind.equals("prisma")) {
            step.get("cmd").forEach(word -> arguments.add(word.asString()));
            return new Step(
                    arguments.subList(2, arguments.size()),
                    Map.of(),
                    step.get("exit_code").asInt(),
                    step.get("stdout").asString(),
                    step.get("stderr").asString(),
                    rows(step));
        } else if (!kind.equals("files")) {
            throw new AssertionError("a step of the unknown kind " + kind);
        }
        step.get("files")
                .properties()
                .forEach(file -> files.put(
                        file.getKey(),
                        file.getValue().isNull()
                                ? Optional.empty()
                                : Optional.of(file.getValue().asString())));
        return new Step(arguments, files, 0, "", "", Optional.empty());
    }

    private static Optional<List<MaskedRow>> rows(JsonNode step) {
        JsonNode rows = Objects.requireNonNull(step.get("rows_after"));
        if (rows.isNull()) {
            return Optional.empty();
        }
        List<MaskedRow> masked = new ArrayList<>();
        rows.forEach(row -> masked.add(MaskedRow.of(row)));
        return Optional.of(masked);
    }

    /** A row of the history without what differs from run to run. */
    record MaskedRow(
            String name,
            String checksum,
            boolean finished,
            boolean rolledBack,
            String logs,
            int steps,
            boolean finishedAsItStarted) {

        static MaskedRow of(HistoryRow row) {
            return new MaskedRow(
                    row.name(),
                    row.checksum(),
                    row.finishedAt().isPresent(),
                    row.rolledBackAt().isPresent(),
                    row.logs().map(MaskedRow::mask).orElse("null"),
                    row.steps(),
                    row.finishedAt().filter(row.startedAt()::equals).isPresent());
        }

        private static MaskedRow of(JsonNode row) {
            return new MaskedRow(
                    row.get("migration_name").asString(),
                    row.get("checksum").asString(),
                    !row.get("finished_at").isNull(),
                    !row.get("rolled_back_at").isNull(),
                    row.get("logs").isNull() ? "null" : mask(row.get("logs").asString()),
                    row.get("applied_steps_count").asInt(),
                    row.get("_started_at_equals_finished_at").asBoolean(false));
        }

        private static String mask(String logs) {
            return logs.isEmpty() ? "empty" : "text";
        }
    }
}
