package dev.pgplaybook.shell;

import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Suggestion;
import dev.pgplaybook.sql.hazard.LintFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a command line asks lint to look at.
 *
 * @param folder the migrations folder, where one is known
 * @param judged names of migrations of that folder
 * @param files other files of SQL
 */
record LintChoice(Optional<MigrationFolder> folder, Set<String> judged, List<LintFile> files) {

    /**
     * Files, folders and names of migrations, as they are typed. None means the whole folder.
     *
     * @param folder the one that {@code --migrations} or the playbook names
     */
    static LintChoice of(List<String> arguments, Optional<Path> folder, Path workingDirectory) {
        Optional<Path> place = folder.or(() -> arguments.stream()
                .map(workingDirectory::resolve)
                .flatMap(path -> folderOf(path).stream())
                .findFirst());
        Optional<MigrationFolder> read = place.map(MigrationFolder::read);
        if (arguments.isEmpty() && read.isEmpty()) {
            throw Problem.of(ProblemCode.PB518, "lint needs a migration, a file or a folder")
                    .hint("lint prisma/migrations, or lint --migrations DIR NAME")
                    .asException();
        }
        Set<String> judged = new LinkedHashSet<>();
        List<LintFile> files = new ArrayList<>();
        if (arguments.isEmpty()) {
            judged.addAll(names(read.orElseThrow()));
        }
        for (String argument : arguments) {
            choose(argument, workingDirectory.resolve(argument), read, judged, files);
        }
        return new LintChoice(read, judged, files);
    }

    private static void choose(
            String argument, Path path, Optional<MigrationFolder> folder, Set<String> judged, List<LintFile> files) {
        Optional<Migration> named = folder.flatMap(f -> f.find(argument).or(() -> at(f, path)));
        if (named.isPresent()) {
            judged.add(named.get().name());
        } else if (folder.isPresent() && isSame(folder.get().path(), path)) {
            judged.addAll(names(folder.get()));
        } else if (Files.isRegularFile(path)) {
            files.add(new LintFile(argument, new Migration(argument, path).source(), true, false, false));
        } else if (Files.isDirectory(path)) {
            MigrationFolder.read(path).migrations().stream()
                    .filter(Migration::hasScript)
                    .forEach(m -> files.add(new LintFile(m.name(), m.source(), true, false, true)));
        } else {
            String hint = folder.map(f -> Suggestion.hint(argument, names(f)))
                    .filter(text -> !text.isEmpty())
                    .orElse("name a file, a folder, or a migration of --migrations DIR");
            throw Problem.of(ProblemCode.PB207, "There is no migration " + argument + ", and no such file")
                    .hint(hint)
                    .asException();
        }
    }

    /** A migration by the path of its folder or of its script. */
    private static Optional<Migration> at(MigrationFolder folder, Path path) {
        return folder.migrations().stream()
                .filter(m -> isSame(m.file(), path) || isSame(m.file().resolve(".."), path))
                .findFirst();
    }

    /** The migrations folder in which a typed path lies, or which it is. */
    private static Optional<Path> folderOf(Path path) {
        Path normal = path.toAbsolutePath().normalize();
        if (normal.endsWith("migration.sql") && normal.getParent() != null) {
            return Optional.ofNullable(normal.getParent().getParent());
        }
        if (Files.isRegularFile(normal.resolve("migration.sql"))) {
            return Optional.ofNullable(normal.getParent());
        }
        return Files.isDirectory(normal) ? Optional.of(path) : Optional.empty();
    }

    private static boolean isSame(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    private static Set<String> names(MigrationFolder folder) {
        return folder.migrations().stream().map(Migration::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Those alone whose files are among these. */
    LintChoice changed(Set<Path> changed) {
        Set<String> kept = folder.stream()
                .flatMap(f -> f.migrations().stream())
                .filter(m -> judged.contains(m.name())
                        && changed.contains(m.file().toAbsolutePath().normalize()))
                .map(Migration::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<LintFile> files = this.files.stream()
                .filter(file ->
                        changed.contains(file.source().file().toAbsolutePath().normalize()))
                .toList();
        return new LintChoice(folder, kept, files);
    }

    LintChoice only(Set<String> names) {
        Set<String> kept = judged.stream().filter(names::contains).collect(Collectors.toCollection(LinkedHashSet::new));
        return new LintChoice(folder, kept, files);
    }
}
