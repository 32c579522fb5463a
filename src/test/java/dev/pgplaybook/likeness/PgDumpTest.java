package dev.pgplaybook.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.process.Program;
import dev.pgplaybook.process.ProgramResult;
import dev.pgplaybook.process.Programs;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.sandbox.Inside;
import dev.pgplaybook.secret.Secrets;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PgDumpTest {

    @TempDir
    Path directory;

    @Test
    void takesTheOldestThatReadsTheServer() throws IOException {
        String path = program("a", "98.1")
                + File.pathSeparator
                + program("b", "97.2")
                + File.pathSeparator
                + program("c", "95.3");

        assertThat(PgDump.forServer(96, Map.of("PATH", path), Optional.empty()))
                .isEqualTo(new HostPgDump(directory.resolve("b/pg_dump"), 97));
    }

    @Test
    void takesTheImagesWhereItAloneIsOfTheServersVersion() throws IOException {
        Map<String, String> here = Map.of("PATH", program("here", "98.1"));
        Inside image = new Elsewhere(program("image", "97.2"));

        assertThat(PgDump.forServer(97, here, Optional.of(image))).isEqualTo(new SandboxPgDump(image, 97));
        assertThat(PgDump.forServer(98, here, Optional.of(image))).isInstanceOf(HostPgDump.class);
        assertThat(PgDump.forServer(96, here, Optional.of(image))).isEqualTo(new SandboxPgDump(image, 97));
    }

    @Test
    void takesThisMachinesWhereTheImageHasNoneOrTheSame() throws IOException {
        Map<String, String> here = Map.of("PATH", program("here", "98.1"));

        assertThat(PgDump.forServer(98, here, Optional.of(new Elsewhere(program("image", "98.1")))))
                .isInstanceOf(HostPgDump.class);
        assertThat(PgDump.forServer(97, here, Optional.of(new Elsewhere(directory.toString()))))
                .isInstanceOf(HostPgDump.class);
    }

    @Test
    void saysWhichIsWantedAndWhichAreHere() throws IOException {
        Map<String, String> here = Map.of("PATH", program("a", "12.22"));

        Problem none = problem(here, Optional.empty());
        assertThat(none.code()).isEqualTo(ProblemCode.PB603);
        assertThat(none.message())
                .startsWith("There is no pg_dump that reads a PostgreSQL 99 server: this machine has 12")
                .endsWith("and the sandbox is no container that could bring one");
        assertThat(none.hint().orElseThrow()).contains("like: { file: … }");

        assertThat(problem(here, Optional.of(new Elsewhere(program("image", "13.1"))))
                        .message())
                .endsWith(", the container 13");
        assertThat(problem(here, Optional.of(new Elsewhere(directory.toString())))
                        .message())
                .endsWith(", the container none");
    }

    private static Problem problem(Map<String, String> here, Optional<Inside> inside) {
        return catchThrowableOfType(ProblemException.class, () -> PgDump.forServer(99, here, inside))
                .first();
    }

    /** Programs of another directory. */
    private record Elsewhere(String programs) implements Inside {

        @Override
        public ProgramResult run(
                List<String> argv,
                Map<String, String> environment,
                Path output,
                Duration limit,
                Secrets secrets,
                Cancellation cancellation) {
            List<String> words =
                    List.of("sh", "-c", "PATH=$0 && exec \"$@\" >" + output, programs, argv.get(0), argv.get(1));
            return Programs.run(new Program(words, Optional.empty(), environment), limit, secrets, cancellation);
        }

        @Override
        public Way wayTo(DatabaseUrl url) {
            throw new AssertionError("nothing is to be read");
        }
    }

    private String program(String folder, String version) throws IOException {
        Path program = directory.resolve(folder).resolve("pg_dump");
        Files.createDirectories(Objects.requireNonNull(program.getParent()));
        Files.writeString(program, "#!/bin/sh\necho 'pg_dump (PostgreSQL) " + version + "'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return String.valueOf(program.getParent());
    }
}
