package dev.pgplaybook.migration;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.HistoryFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is to be said of a history, by the ids that lint has for it. */
public final class HistoryHazards {

    private static final int LONGEST_NAME = 255;

    private static final Map<Diagnosis.Kind, String> RULES = Map.of(
            Diagnosis.Kind.EDITED, "H001",
            Diagnosis.Kind.MISSING, "H002",
            Diagnosis.Kind.FAILED, "H003",
            Diagnosis.Kind.PENDING_AGAIN, "H004",
            Diagnosis.Kind.DUPLICATE, "H005",
            Diagnosis.Kind.OUT_OF_ORDER, "H006",
            Diagnosis.Kind.WITHOUT_SCRIPT, "H012");

    private HistoryHazards() {}

    /** From the folder alone. */
    public static HistoryFacts of(MigrationFolder folder, Set<String> judged) {
        List<HistoryFacts.State> states = new ArrayList<>();
        provider(folder, states);
        for (Migration migration : folder.migrations()) {
            if (judged.contains(migration.name())) {
                if (!migration.hasScript()) {
                    states.add(state(
                            "H012",
                            migration.name(),
                            migration.file(),
                            "it has no migration.sql that can be read",
                            "restore it, or delete the folder"));
                }
                name(migration, states);
            }
        }
        return new HistoryFacts(states);
    }

    /** From folder and history together. */
    public static HistoryFacts of(Survey survey, Set<String> judged) {
        MigrationFolder folder = survey.history().folder();
        List<HistoryFacts.State> states = new ArrayList<>();
        provider(folder, states);
        for (MigrationStatus status : survey.statuses()) {
            Path file = status.migration().map(Migration::file).orElse(folder.path());
            // What was applied is everybody's concern, whichever files were asked for.
            status.diagnoses().forEach(diagnosis -> {
                String rule = RULES.get(diagnosis.kind());
                if (rule != null && (!rule.equals("H012") || judged.contains(status.name()))) {
                    states.add(state(rule, status.name(), file, diagnosis.said(), remedy(diagnosis)));
                }
            });
            status.migration().ifPresent(migration -> {
                name(migration, states);
                lineBreaks(status, migration, states);
            });
        }
        return new HistoryFacts(states);
    }

    private static void provider(MigrationFolder folder, List<HistoryFacts.State> states) {
        LockFile lock = LockFile.in(folder.path());
        if (!lock.isForPostgres()) {
            states.add(new HistoryFacts.State(
                    "H007",
                    "",
                    new Location(lock.file(), 1, 1),
                    "the migrations are for " + lock.provider().orElse("another database"),
                    "look whether it is the right folder"));
        }
    }

    private static void name(Migration migration, List<HistoryFacts.State> states) {
        int length = migration.name().codePointCount(0, migration.name().length());
        if (length > LONGEST_NAME) {
            states.add(state(
                    "H011",
                    migration.name(),
                    migration.file(),
                    "its name has " + length + " characters",
                    "give it a shorter name"));
        }
    }

    private static void lineBreaks(MigrationStatus status, Migration migration, List<HistoryFacts.State> states) {
        if (!migration.hasScript()) {
            return;
        }
        String text = migration.source().text();
        boolean converted = status.row()
                .filter(row -> status.state() == MigrationStatus.State.APPLIED
                        && !row.checksum().equals(migration.checksum().hex())
                        && Checksum.matches(row.checksum(), text))
                .isPresent();
        if (converted) {
            states.add(state(
                    "H009",
                    migration.name(),
                    migration.file(),
                    "its line breaks are not those that were applied",
                    "*.sql text eol=lf in .gitattributes keeps them"));
        }
    }

    private static HistoryFacts.State state(String rule, String name, Path file, String said, String remedy) {
        return new HistoryFacts.State(rule, name, new Location(file, 1, 1), name + ": " + said, remedy);
    }

    private static String remedy(Diagnosis diagnosis) {
        return diagnosis.remedies().stream()
                .findFirst()
                .map(Diagnosis.Remedy::command)
                .orElse("");
    }
}
