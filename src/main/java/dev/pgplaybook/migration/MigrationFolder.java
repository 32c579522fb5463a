package dev.pgplaybook.migration;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Suggestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The migrations folder: every directory in it is a migration, whatever its name, in the order in which they are applied. Files do
 * not count, and neither do links to directories, as in Prisma.
 */
public record MigrationFolder(Path path, List<Migration> migrations) {

    public MigrationFolder {
        migrations = List.copyOf(migrations);
    }

    /**
     * Reads the folder.
     *
     * @throws ProblemException PB201 when there is no such folder, or a name in it cannot be read
     */
    public static MigrationFolder read(Path path) {
        if (!Files.isDirectory(path)) {
            throw Problem.of(ProblemCode.PB201, "There is no migrations folder " + path)
                    .hint("name the folder that holds one directory for each migration")
                    .asException();
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<Migration> migrations = entries.filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .map(dir -> new Migration(dir.getFileName().toString(), dir.resolve("migration.sql")))
                    .toList();
            migrations.forEach(migration -> requireLegible(path, migration));
            return new MigrationFolder(path, inOrder(migrations));
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * Reads the folder; one that is not there holds nothing, as Prisma's deploy takes it. {@link #warnings} says so.
     *
     * @throws ProblemException PB201 when what is there is no folder that can be read
     */
    public static MigrationFolder readOrEmpty(Path path) {
        return Files.notExists(path) ? new MigrationFolder(path, List.of()) : read(path);
    }

    public Optional<Migration> find(String name) {
        return migrations.stream().filter(m -> m.name().equals(name)).findFirst();
    }

    /**
     * The migration of a name that somebody has written.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB207 when there is none, with what may have been meant
     */
    public Migration require(String name) {
        return find(name)
                .orElseThrow(() -> Problem.of(ProblemCode.PB207, "There is no migration " + name + " in " + path)
                        .hint(Suggestion.hint(
                                name, migrations.stream().map(Migration::name).toList()))
                        .asException());
    }

    /**
     * Holds {@code migration_lock.toml}, where there is one, to PostgreSQL.
     *
     * @throws ProblemException PB203
     */
    public void requirePostgres() {
        LockFile lock = LockFile.in(path);
        if (!lock.isForPostgres()) {
            throw Problem.of(
                            ProblemCode.PB203,
                            "The migrations in " + path + " are for "
                                    + lock.provider().orElseThrow() + ", not for postgresql")
                    .hint("look at " + lock.file() + "; Prisma refuses it as well (P3019)")
                    .asException();
        }
    }

    /** What a person should know of the folder before it is deployed, in whole sentences; nothing when there is nothing to say. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (Files.notExists(path)) {
            warnings.add("there is no migrations folder " + path + ", which Prisma takes for an empty one");
        } else if (migrations.isEmpty()) {
            warnings.add("there is no migration in " + path);
        }
        links().forEach(link -> warnings.add(
                link.getFileName() + " is a link to a directory, which is no migration, to Prisma neither"));
        takenOtherwiseBefore617()
                .ifPresent(pair -> warnings.add("Prisma before 6.17 applies "
                        + pair.get(1).name() + " before " + pair.get(0).name() + ", later ones apply it after"));
        return warnings;
    }

    /** Two neighbours that older Prisma CLIs, which go by bytes, apply the other way round; none when the whole order is the same. */
    Optional<List<Migration>> takenOtherwiseBefore617() {
        for (int i = 1; i < migrations.size(); i++) {
            List<Migration> pair = migrations.subList(i - 1, i + 1);
            if (NameOrder.BYTES.compare(pair.get(0).name(), pair.get(1).name()) > 0) {
                return Optional.of(pair);
            }
        }
        return Optional.empty();
    }

    /** A Java of an ASCII locale reads other letters in names as U+FFFD, and would record the migration under a name it does not have. */
    private static void requireLegible(Path path, Migration migration) {
        if (migration.name().indexOf('\ufffd') >= 0) {
            throw Problem.of(
                            ProblemCode.PB201,
                            "The name of the migration " + migration.name() + " in " + path
                                    + " cannot be read in this locale")
                    .hint("run it in a UTF-8 locale, such as LC_ALL=C.UTF-8")
                    .asException();
        }
    }

    private List<Path> links() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(entry -> Files.isSymbolicLink(entry) && Files.isDirectory(entry))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(path, e);
        }
    }

    private static List<Migration> inOrder(List<Migration> migrations) {
        Comparator<String> order =
                NameOrder.of(migrations.stream().map(Migration::name).toList());
        return migrations.stream()
                .sorted(Comparator.comparing(Migration::name, order))
                .toList();
    }

    private static ProblemException unreadable(Path path, Exception e) {
        return Problem.of(ProblemCode.PB201, "The migrations folder " + path + " cannot be read: " + e.getMessage())
                .asException(e);
    }
}
