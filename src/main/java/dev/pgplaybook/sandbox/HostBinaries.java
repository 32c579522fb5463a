package dev.pgplaybook.sandbox;

import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.process.Program;
import dev.pgplaybook.process.ProgramResult;
import dev.pgplaybook.process.Programs;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.secret.Secrets;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The PostgreSQL servers that are installed on this machine, by their major version. */
final class HostBinaries {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (([0-9]+)\\.?[0-9]*)");

    /** Where distributions keep several majors side by side, %d being the major. */
    private static final List<String> BY_MAJOR = List.of(
            "/usr/lib/postgresql/%d/bin",
            "/usr/pgsql-%d/bin",
            "/opt/homebrew/opt/postgresql@%d/bin",
            "/usr/local/opt/postgresql@%d/bin",
            "/Applications/Postgres.app/Contents/Versions/%d/bin");

    private final List<Path> onPath;

    /** A server is asked for its version by starting it. */
    private final Map<Integer, Optional<Binaries>> found = new ConcurrentHashMap<>();

    /** @param path the variable PATH, where a server without the major in its place may be */
    HostBinaries(String path) {
        this.onPath = Arrays.stream(path.split(Pattern.quote(File.pathSeparator), -1))
                .filter(directory -> !directory.isBlank())
                .map(Path::of)
                .toList();
    }

    /** @param user the same each time */
    Optional<Binaries> find(int major, ServerUser user) {
        return found.computeIfAbsent(major, wanted -> search(wanted, user));
    }

    private Optional<Binaries> search(int major, ServerUser user) {
        return Stream.concat(
                        BY_MAJOR.stream().map(place -> Path.of(String.format(java.util.Locale.ROOT, place, major))),
                        onPath.stream())
                .filter(HostBinaries::hasServer)
                .flatMap(directory -> version(directory, major, user).stream())
                .findFirst();
    }

    private static boolean hasServer(Path directory) {
        return Stream.of("postgres", "initdb").allMatch(name -> Files.isExecutable(directory.resolve(name)));
    }

    /** Asked as the account that will run it, which may not get where we get. */
    private static Optional<Binaries> version(Path directory, int major, ServerUser user) {
        Path real = directory.toAbsolutePath().normalize();
        Program program = user.program(List.of(real.resolve("postgres").toString(), "--version"));
        try {
            ProgramResult result = Programs.run(program, LIMIT, new Secrets(), new Cancellation());
            Matcher version = VERSION.matcher(result.output());
            return result.succeeded() && version.find() && Integer.parseInt(version.group(2)) == major
                    ? Optional.of(Binaries.ofHost(real, version.group(1), user))
                    : Optional.empty();
        } catch (ProblemException e) {
            return Optional.empty(); // It is there and cannot be run, which is as good as not there.
        }
    }
}
