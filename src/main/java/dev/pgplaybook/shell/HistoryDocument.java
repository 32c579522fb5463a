package dev.pgplaybook.shell;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.migration.Diagnosis;
import dev.pgplaybook.migration.HistoryRow;
import dev.pgplaybook.migration.LockHolder;
import dev.pgplaybook.migration.MigrationStatus;
import dev.pgplaybook.migration.PrismaStatus;
import dev.pgplaybook.migration.Survey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A history as data, with everything that its screen says and all of its rows. */
final class HistoryDocument {

    private HistoryDocument() {}

    static Map<String, @Nullable Object> of(Survey survey, DatabaseUrl url) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("clean", survey.isClean());
        data.put("database", url.database());
        data.put("host", url.host());
        data.put("port", url.port());
        data.put("schema", survey.around().schema());
        data.put("folder", survey.history().folder().path().toString());
        data.put("hasTable", survey.around().hasTable());
        data.put(
                "lock",
                survey.around().lockHolder().map(HistoryDocument::holder).orElse(null));
        data.put("diagnoses", diagnoses(survey.diagnoses()));
        data.put(
                "migrations",
                survey.statuses().stream().map(HistoryDocument::migration).toList());
        return data;
    }

    static Map<String, @Nullable Object> of(PrismaStatus status) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("stdout", status.out());
        data.put("stderr", status.err());
        data.put("exit", status.exit());
        data.put("pendingSincePrisma7", status.otherwiseSince7());
        return data;
    }

    private static Map<String, @Nullable Object> migration(MigrationStatus status) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("name", status.name());
        data.put("state", status.state().name().toLowerCase(Locale.ROOT));
        data.put("clean", status.isClean());
        data.put("inFolder", status.inFolder());
        data.put("edited", status.edited());
        data.put("marked", status.has(Diagnosis.Kind.MARKED));
        status.row().ifPresent(row -> {
            data.put("startedAt", row.startedAt());
            data.put("finishedAt", row.finishedAt().orElse(null));
        });
        data.put("diagnoses", diagnoses(status.diagnoses()));
        data.put("rows", status.rows().stream().map(HistoryDocument::row).toList());
        return data;
    }

    private static Map<String, @Nullable Object> row(HistoryRow row) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", row.id());
        data.put("checksum", row.checksum());
        data.put("startedAt", row.startedAt());
        data.put("finishedAt", row.finishedAt().orElse(null));
        data.put("rolledBackAt", row.rolledBackAt().orElse(null));
        data.put("steps", row.steps());
        data.put("logs", row.logs().map(logs -> row.logExcerpt()).orElse(null));
        return data;
    }

    private static List<Map<String, @Nullable Object>> diagnoses(List<Diagnosis> diagnoses) {
        return diagnoses.stream().map(HistoryDocument::diagnosis).toList();
    }

    private static Map<String, @Nullable Object> diagnosis(Diagnosis diagnosis) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("kind", diagnosis.kind().word());
        data.put("weight", diagnosis.kind().weight().name().toLowerCase(Locale.ROOT));
        data.put("said", diagnosis.said());
        data.put(
                "next",
                diagnosis.remedies().stream()
                        .map(remedy -> Map.of("when", remedy.when(), "command", remedy.command()))
                        .toList());
        return data;
    }

    private static Map<String, @Nullable Object> holder(LockHolder holder) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("pid", holder.pid());
        data.put("application", holder.application());
        data.put("state", holder.state());
        data.put("connectedSince", holder.since());
        return data;
    }
}
