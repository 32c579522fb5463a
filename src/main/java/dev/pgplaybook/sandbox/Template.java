package dev.pgplaybook.sandbox;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.process.PrivateFiles;
import dev.pgplaybook.process.Program;
import dev.pgplaybook.process.ProgramResult;
import dev.pgplaybook.process.Programs;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A data directory that was made once, cleanly stopped, to be copied for every sandbox: a copy takes a tenth of the time of initdb.
 *
 * @param password the superuser's, the same in all copies
 */
record Template(Path home, ServerUser user, String password) {

    static final String SUPERUSER = "postgres";

    /** In a data directory, where each database has a directory of its own. */
    private static final String DATABASES = "base";

    /** Raised whenever a template is made in another way, so that older ones are not used. */
    private static final int VERSION = 2;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    static Template make(Cache cache, Binaries binaries, Progress progress, Cancellation cancellation)
            throws IOException {
        Path home = cache.templates().resolve(binaries.id() + "-v" + VERSION);
        if (!Files.isDirectory(home)) {
            progress.doing("preparing PostgreSQL " + binaries.version());
            Path half = home.resolveSibling(home.getFileName() + ".new");
            FileTree.delete(half);
            cache.makeDirectory(half);
            fill(half, cache, binaries, cancellation);
            Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return at(home, cache.user());
    }

    void copyTo(Path directory, Cancellation cancellation) {
        // By the server's own account, so that the copy belongs to it.
        require(
                run(user.program(List.of("cp", "-R", data(home) + "/.", directory.toString())), cancellation),
                "copied");
    }

    /**
     * The same without the databases that the server itself brings, which are two thirds of the files: nobody can connect to these, nor
     * make another database.
     */
    void copyItsDatabaseTo(Path directory, Cancellation cancellation) throws IOException {
        Path databases = data(home).resolve(DATABASES);
        List<String> argv = new ArrayList<>(List.of(
                "sh",
                "-c",
                "mkdir -m 700 \"$0\" && cp -R \"$1\" \"$0\" && shift && cp -R \"$@\" \"$0/..\"",
                directory.resolve(DATABASES).toString(),
                last(databases).toString()));
        for (Path entry : entries(data(home))) {
            if (!entry.equals(databases)) {
                argv.add(entry.toString());
            }
        }
        require(run(user.program(argv), cancellation), "copied");
    }

    /** The database that was made last has the highest number. */
    private static Path last(Path databases) throws IOException {
        return entries(databases).stream()
                .filter(path -> String.valueOf(path.getFileName()).matches("\\d+"))
                .max(Comparator.comparingLong(path -> Long.parseLong(String.valueOf(path.getFileName()))))
                .orElseThrow(() -> new NoSuchFileException(databases.toString()));
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    /** One that was made before. */
    static Template at(Path home, ServerUser user) throws IOException {
        return new Template(home, user, Files.readString(passwordFile(home)));
    }

    /** The beginnings of one whose superuser has this password. */
    static Template begin(Path home, Cache cache, String password) throws IOException {
        PrivateFiles.createFile(passwordFile(home));
        Files.writeString(cache.own(passwordFile(home)), password);
        return new Template(home, cache.user(), password);
    }

    /** Takes over the data directory of a server that has stopped. */
    void fillFrom(Path data, Cache cache, Cancellation cancellation) throws IOException {
        Path own = cache.makeServerDirectory(data(home));
        require(run(user.program(List.of("cp", "-R", data + "/.", own.toString())), cancellation), "copied");
    }

    static Path data(Path home) {
        return home.resolve("data");
    }

    private static Path passwordFile(Path home) {
        return home.resolve("password");
    }

    private static void fill(Path home, Cache cache, Binaries binaries, Cancellation cancellation) throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        begin(home, cache, HexFormat.of().formatHex(random));
        Path data = cache.makeServerDirectory(data(home));

        // C.UTF-8 sorts as C does and knows every letter, but not every system has it.
        if (!initialise(home, binaries, "C.UTF-8", cancellation).succeeded()) {
            require(initialise(home, binaries, "C", cancellation), "initialised");
        }
        Program server = binaries.program(
                "postgres", "--single", "-F", "-c", "exit_on_error=on", "-D", data.toString(), "postgres");
        require(run(reading("CREATE DATABASE " + Sandbox.DATABASE, server), cancellation), "given its database");
    }

    private static ProgramResult initialise(Path home, Binaries binaries, String locale, Cancellation cancellation) {
        Program initdb = binaries.program(
                "initdb",
                "--pgdata=" + data(home),
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile(home),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=" + locale,
                "--wal-segsize=1",
                // Without --no-instructions, which 13 does not know.
                "--no-sync");
        return run(initdb, cancellation);
    }

    /** The program with a line as its input. */
    private static Program reading(String line, Program program) {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", "echo \"$0\" | \"$@\"", line));
        argv.addAll(program.argv());
        return new Program(argv, program.directory(), program.environment());
    }

    private static ProgramResult run(Program program, Cancellation cancellation) {
        return Programs.run(program, LIMIT, new Secrets(), cancellation);
    }

    private static void require(ProgramResult result, String what) {
        if (result.ending() == ProgramResult.Ending.CANCELLED) {
            throw EmbeddedSandbox.cancelled();
        }
        if (!result.succeeded()) {
            throw Problem.of(ProblemCode.PB602, "the sandbox's data directory could not be " + what)
                    .hint("PostgreSQL said:\n" + result.errors().strip())
                    .asException();
        }
    }
}
