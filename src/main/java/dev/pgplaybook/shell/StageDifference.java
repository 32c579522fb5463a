package dev.pgplaybook.shell;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.sql.staging.Stage;
import dev.pgplaybook.sql.staging.StagedMigration;
import java.util.ArrayList;
import java.util.List;

/** What the stages are to the original: a patch of the migrations folder, as git has it. */
final class StageDifference {

    private static final int LINES_AROUND = 3;

    private StageDifference() {}

    static List<String> of(Migration original, StagedMigration staged) {
        List<String> lines = new ArrayList<>();
        for (Stage stage : staged.stages()) {
            String file = stage.name() + "/" + "migration.sql";
            List<String> after = stage.file().lines().toList();
            if (stage.name().equals(original.name())) {
                List<String> before = original.source().text().lines().toList();
                lines.addAll(UnifiedDiffUtils.generateUnifiedDiff(
                        "a/" + file, "b/" + file, before, DiffUtils.diff(before, after), LINES_AROUND));
            } else {
                lines.add("--- /dev/null");
                lines.add("+++ b/" + file);
                lines.add("@@ -0,0 +1," + after.size() + " @@");
                after.forEach(line -> lines.add("+" + line));
            }
        }
        return lines;
    }
}
