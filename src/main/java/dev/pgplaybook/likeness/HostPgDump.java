package dev.pgplaybook.likeness;

import dev.pgplaybook.database.DatabaseUrl;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A pg_dump of this machine. */
record HostPgDump(Path program, int major) implements PgDump {

    /** Where distributions keep the programs of several majors side by side. */
    private static final Path BY_MAJOR = Path.of("/usr/lib/postgresql");

    /** The oldest first. */
    static List<PgDump> all(Map<String, String> environment) {
        return candidates(environment).stream()
                .flatMap(program -> probe(program).stream())
                .sorted(Comparator.comparingInt(PgDump::major))
                .toList();
    }

    @Override
    public Reading reading(DatabaseUrl url) {
        Map<String, String> environment = url.environment();
        environment.put("PGAPPNAME", SchemaDump.APPLICATION);
        return new Reading() {
            @Override
            public ProgramResult run(
                    List<String> options, Path file, Duration limit, Secrets secrets, Cancellation cancellation) {
                List<String> argv = PgDump.argv(program.toString(), options);
                argv.add("--file=" + file);
                return Programs.run(new Program(argv, Optional.empty(), environment), limit, secrets, cancellation);
            }

            @Override
            public void close() {}
        };
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
                Programs.run(Program.of(program.toString(), "--version"), ASKING, new Secrets(), new Cancellation());
        return PgDump.major(result.output()).map(major -> new HostPgDump(program, major));
    }
}
