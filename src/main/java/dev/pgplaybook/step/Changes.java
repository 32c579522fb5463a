package dev.pgplaybook.step;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.pgplaybook.journal.Entry;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Event.MigrationFile;
import dev.pgplaybook.journal.Hash;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of a run's files is no longer as its record has it. What the operator agreed to is what they saw: anything else is shown again. */
final class Changes {

    private static final int LINES_AROUND = 2;

    private Changes() {}

    static String checksum(Playbook playbook) {
        return Hash.of(playbook.text().getBytes(StandardCharsets.UTF_8));
    }

    static boolean noneRead(List<Entry> entries) {
        return entries.stream().noneMatch(entry -> entry.event() instanceof Event.MigrationsRead);
    }

    static List<MigrationFile> files(MigrationFolder folder) {
        return folder.migrations().stream()
                .filter(Migration::hasScript)
                .map(m -> new MigrationFile(m.name(), m.checksum().hex()))
                .toList();
    }

    /** Whether the playbook is another than the one that was last walked. */
    static boolean isChanged(List<Entry> entries, Playbook playbook) {
        String last = "";
        for (Entry entry : entries) {
            if (entry.event() instanceof Event.RunStarted e) {
                last = e.checksum();
            } else if (entry.event() instanceof Event.PlaybookChanged e) {
                last = e.checksum();
            }
        }
        return !last.equals(checksum(playbook));
    }

    /** Line by line, as a patch has it; masked, as what was kept is. */
    static String difference(String kept, Playbook playbook, Secrets secrets) {
        List<String> before = kept.lines().toList();
        List<String> after = secrets.mask(playbook.text()).lines().toList();
        return String.join(
                "\n",
                UnifiedDiffUtils.generateUnifiedDiff(
                        "as it was walked", "as it is", before, DiffUtils.diff(before, after), LINES_AROUND));
    }

    /** The migrations that were edited, added or taken away since they were last read; a sentence each. */
    static List<String> ofMigrations(List<Entry> entries, List<MigrationFile> now) {
        Optional<List<MigrationFile>> last = entries.stream()
                .map(Entry::event)
                .filter(Event.MigrationsRead.class::isInstance)
                .map(event -> ((Event.MigrationsRead) event).migrations())
                .reduce((earlier, later) -> later);
        return last.map(before -> differences(before, now)).orElse(List.of());
    }

    static List<String> differences(List<MigrationFile> before, List<MigrationFile> now) {
        Map<String, String> left = new LinkedHashMap<>();
        before.forEach(file -> left.put(file.name(), file.checksum()));
        List<String> said = new ArrayList<>();
        for (MigrationFile file : now) {
            String checksum = left.remove(file.name());
            if (checksum == null) {
                said.add("the migration " + file.name() + " was added");
            } else if (!checksum.equals(file.checksum())) {
                said.add("the migration " + file.name() + " was edited");
            }
        }
        left.keySet().forEach(name -> said.add("the migration " + name + " is gone"));
        return said;
    }
}
