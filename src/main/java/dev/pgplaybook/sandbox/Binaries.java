package dev.pgplaybook.sandbox;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.process.Program;
import dev.pgplaybook.process.ProgramResult;
import dev.pgplaybook.process.Programs;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.secret.Secrets;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * PostgreSQL's programs, of which postgres and initdb are all that is needed: those that the build brings, unpacked once into the
 * cache, or those of this machine.
 *
 * @param id names what is made with them, so that it is used with them alone
 * @param programs the directory that they are in
 */
record Binaries(String id, Path programs, String version, ServerUser user) {

    /** The version of the archives that the build brings. */
    static final String VERSION = "17.6";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    static Binaries unpack(Cache cache, Progress progress) throws IOException {
        URL archive = archive();
        String id = "postgresql-" + VERSION + "-" + digest(archive);
        Path home = cache.binaries().resolve(id);
        if (!Files.isDirectory(home)) {
            progress.doing("unpacking PostgreSQL " + VERSION);
            unpack(cache, archive, id, home);
        }
        return bundled(id, home, cache.user());
    }

    private static Binaries bundled(String id, Path home, ServerUser user) {
        return new Binaries(id, home.resolve("bin"), VERSION, user);
    }

    /** Another installation of the same version may have other libraries, and sort otherwise. */
    static Binaries ofHost(Path programs, String version, ServerUser user) {
        String id = "postgresql-" + version + "-host-"
                + Integer.toHexString(programs.toString().hashCode());
        return new Binaries(id, programs, version, user);
    }

    int major() {
        return major(version);
    }

    static int major(String version) {
        return Integer.parseInt(version.replaceAll("\\D.*", ""));
    }

    Program program(String name, String... arguments) {
        List<String> argv = new ArrayList<>();
        argv.add(programs.resolve(name).toString());
        argv.addAll(List.of(arguments));
        return user.program(argv);
    }

    private static URL archive() {
        String system = System.getProperty("os.name").startsWith("Mac")
                ? "darwin"
                : System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return archive(system, System.getProperty("os.arch"));
    }

    static URL archive(String system, String architecture) {
        URL archive = Binaries.class
                .getClassLoader()
                .getResource("postgres-" + system + "-" + ArchUtils.normalize(architecture) + ".txz");
        if (archive == null) {
            throw Problem.of(
                            ProblemCode.PB601, "there are no PostgreSQL binaries for " + system + " on " + architecture)
                    .hint(otherProviders())
                    .asException();
        }
        return archive;
    }

    static String otherProviders() {
        return "use another provider: container, or server with a server of your own";
    }

    /** The archive's own checksum, since reading the archive takes longer than starting a server. */
    private static String digest(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        return connection instanceof JarURLConnection jar
                ? Long.toHexString(jar.getJarEntry().getCrc())
                : Long.toHexString(connection.getContentLengthLong());
    }

    private static void unpack(Cache cache, URL archive, String id, Path home) throws IOException {
        Path half = home.resolveSibling(id + ".new");
        FileTree.delete(half);
        cache.makeDirectory(half);
        try (InputStream stream = new BufferedInputStream(archive.openStream())) {
            Archive.unpack(stream, half);
        }
        bundled(id, half, cache.user()).check();
        Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Binaries may be there and yet not be this system's, as on one with another C library. */
    private void check() {
        ProgramResult version =
                Programs.run(program("postgres", "--version"), LIMIT, new Secrets(), new Cancellation());
        if (!version.succeeded()) {
            throw Problem.of(
                            ProblemCode.PB601,
                            "the PostgreSQL binaries do not run on this machine: "
                                    + version.errors().strip())
                    .hint(otherProviders())
                    .asException();
        }
    }
}
