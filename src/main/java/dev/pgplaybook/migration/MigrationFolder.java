package dev.pgplaybook.migration;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The migrations folder: every directory in it is a migration, in the order in which they are applied. */
public record MigrationFolder(Path path, List<Migration> migrations) {

    public MigrationFolder {
        migrations = List.copyOf(migrations);
    }

    /**
     * Reads the folder; files in it but {@code migration_lock.toml} do not count.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB201 when there is no such folder
     */
    public static MigrationFolder read(Path path) {
        if (!Files.isDirectory(path)) {
            throw Problem.of(ProblemCode.PB201, "There is no migrations folder " + path)
                    .hint("name the folder that holds one directory for each migration")
                    .asException();
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<Migration> migrations = entries.filter(Files::isDirectory)
                    .map(dir -> new Migration(dir.getFileName().toString(), dir.resolve("migration.sql")))
                    .sorted(Comparator.comparing(Migration::name))
                    .toList();
            return new MigrationFolder(path, migrations);
        } catch (IOException e) {
            throw Problem.of(ProblemCode.PB201, "The migrations folder " + path + " cannot be read: " + e.getMessage())
                    .asException(e);
        }
    }

    public Optional<Migration> find(String name) {
        return migrations.stream().filter(m -> m.name().equals(name)).findFirst();
    }

    /**
     * Holds {@code migration_lock.toml}, where there is one, to PostgreSQL, reading it exactly as Prisma does: blanks around the
     * equals sign matter.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB203
     */
    public void requirePostgres() {
        Path lock = path.resolve("migration_lock.toml");
        if (!Files.exists(lock)) {
            return;
        }
        String provider = provider(lock);
        if (!provider.equals("postgresql")) {
            throw Problem.of(
                            ProblemCode.PB203,
                            "The migrations in " + path + " are for " + provider + ", not for postgresql")
                    .hint("look at " + lock + "; Prisma refuses it as well (P3019)")
                    .asException();
        }
    }

    private static String provider(Path lock) {
        try {
            return new String(Files.readAllBytes(lock), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("provider"))
                    .findFirst()
                    .map(line -> line.replaceFirst("^provider = ", "").replaceAll("^\"+|\"+$", ""))
                    .orElse("<PROVIDER NOT FOUND>");
        } catch (IOException e) {
            throw Problem.of(ProblemCode.PB203, lock + " cannot be read: " + e.getMessage())
                    .asException(e);
        }
    }
}
