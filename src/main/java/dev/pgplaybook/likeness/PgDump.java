package dev.pgplaybook.likeness;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.process.Program;
import dev.pgplaybook.process.ProgramResult;
import dev.pgplaybook.process.Programs;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.secret.Secrets;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A pg_dump of this machine. It can read servers of its own major version and of older ones. */
public record PgDump(Path program, int major) {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Pattern VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) ([0-9]+)");

    /** Where distributions keep the programs of several majors side by side. */
    private static final Path BY_MAJOR = Path.of("/usr/lib/postgresql");

    /**
     * The oldest that can read the server, as it resembles its own dumps most.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB603 when there is none, naming those that are here
     */
    public static PgDump forServer(int serverMajor, Map<String, String> environment) {
        List<PgDump> found = candidates(environment).stream()
                .flatMap(program -> probe(program).stream())
                .sorted(Comparator.comparingInt(PgDump::major))
                .toList();
        return found.stream()
                .filter(dump -> dump.major >= serverMajor)
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ProblemCode.PB603,
                                "There is no pg_dump here that reads a PostgreSQL " + serverMajor + " server; found "
                                        + (found.isEmpty()
                                                ? "none"
                                                : String.join(
                                                        ", ",
                                                        found.stream()
                                                                .map(d -> d.major + "")
                                                                .toList())))
                        .hint(
                                "install PostgreSQL's client programs of that version, or give a dump with like: { file: … }")
                        .asException());
    }

    private static List<Path> candidates(Map<String, String> environment) {
        List<Path> programs = new ArrayList<>();
        for (String directory : environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1)) {
            programs.add(Path.of(directory, "pg_dump"));
        }
        if (Files.isDirectory(BY_MAJOR)) {
            try (Stream<Path> majors = Files.list(BY_MAJOR)) {
                majors.map(major -> major.resolve("bin/pg_dump")).forEach(programs::add);
            } catch (IOException e) {
                // What is on the PATH must do.
            }
        }
        return programs.stream().filter(Files::isExecutable).distinct().toList();
    }

    private static Optional<PgDump> probe(Path program) {
        ProgramResult result =
                Programs.run(Program.of(program.toString(), "--version"), LIMIT, new Secrets(), new Cancellation());
        Matcher version = VERSION.matcher(result.output());
        return version.find() ? Optional.of(new PgDump(program, Integer.parseInt(version.group(1)))) : Optional.empty();
    }
}
