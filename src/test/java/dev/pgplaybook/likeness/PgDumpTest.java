package dev.pgplaybook.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
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

        assertThat(PgDump.forServer(96, Map.of("PATH", path)))
                .isEqualTo(new PgDump(directory.resolve("b/pg_dump"), 97));
    }

    @Test
    void saysWhichIsWantedAndWhichAreHere() throws IOException {
        String path = program("a", "12.22");

        Problem problem = catchThrowableOfType(ProblemException.class, () -> PgDump.forServer(99, Map.of("PATH", path)))
                .first();

        assertThat(problem.code()).isEqualTo(ProblemCode.PB603);
        assertThat(problem.message())
                .startsWith("There is no pg_dump here that reads a PostgreSQL 99 server; found 12");
        assertThat(problem.hint().orElseThrow()).contains("like: { file: … }");
    }

    private String program(String folder, String version) throws IOException {
        Path program = directory.resolve(folder).resolve("pg_dump");
        Files.createDirectories(Objects.requireNonNull(program.getParent()));
        Files.writeString(program, "#!/bin/sh\necho 'pg_dump (PostgreSQL) " + version + "'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return String.valueOf(program.getParent());
    }
}
