package dev.pgplaybook.migration;

import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.hazard.LintFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Migrations as lint takes them: those that are judged, and before them those that tell what the schema is. */
public final class MigrationLint {

    private MigrationLint() {}

    /**
     * The folder's files up to the last one that is judged.
     *
     * @param judged names of those whose findings are asked for
     * @param pending names of those that are known to be still to be applied
     * @param background whether the others are read for what they make of the schema; a target that was asked knows better
     */
    public static List<LintFile> files(
            MigrationFolder folder, Set<String> judged, Set<String> pending, boolean background) {
        List<LintFile> files = new ArrayList<>();
        int last = 0;
        for (Migration migration : folder.migrations()) {
            boolean asked = judged.contains(migration.name());
            boolean told = background || pending.contains(migration.name());
            if (migration.hasScript() && (asked || told)) {
                files.add(new LintFile(
                        migration.name(), migration.source(), asked, pending.contains(migration.name()), true));
                last = asked ? files.size() : last;
            }
        }
        return files.subList(0, last);
    }

    /** The scripts of files that can be cut into statements; of the others lint says so itself. */
    public static List<Script> scripts(List<LintFile> files) {
        return files.stream().flatMap(file -> script(file).stream()).toList();
    }

    private static Optional<Script> script(LintFile file) {
        try {
            return Optional.of(Script.split(file.source()));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }
}
