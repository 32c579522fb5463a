package dev.pgplaybook.likeness;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.process.ProgramResult;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.sandbox.Inside;
import dev.pgplaybook.secret.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A pg_dump, of this machine or of a sandbox's image. It can read servers of its own major version and of older ones. */
public interface PgDump {

    /** The limit of a question for its version. */
    Duration ASKING = Duration.ofSeconds(10);

    Pattern VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) ([0-9]+)");

    int major();

    /** Opens a session of its own kind with a database, in which it can be run as often as is needed. */
    Reading reading(DatabaseUrl url);

    /** Those that are installed here, the oldest first. */
    static List<PgDump> ofThisMachine(Map<String, String> environment) {
        return HostPgDump.all(environment);
    }

    /** pg_dump with its way to one database. The password goes by the environment: an argument would be seen by everybody. */
    interface Reading extends AutoCloseable {

        /** Runs it to its end, with what it dumps in a file. */
        ProgramResult run(List<String> options, Path file, Duration limit, Secrets secrets, Cancellation cancellation);

        @Override
        void close();
    }

    /**
     * One of the server's own version, as it resembles its own dumps most, and otherwise the oldest that can read the server. Of two
     * that are alike, this machine's.
     *
     * @param inside of the sandbox, where it has such a thing; asked only where this machine has none of the server's version
     * @throws dev.pgplaybook.problem.ProblemException PB603 when there is none, naming those that are to be had
     */
    static PgDump forServer(int serverMajor, Map<String, String> environment, Optional<Inside> inside) {
        List<PgDump> here = HostPgDump.all(environment);
        Optional<PgDump> host =
                here.stream().filter(dump -> dump.major() >= serverMajor).findFirst();
        if (host.filter(dump -> dump.major() == serverMajor).isPresent()) {
            return host.get();
        }
        Optional<PgDump> image = inside.flatMap(SandboxPgDump::find);
        return image.filter(dump -> dump.major() >= serverMajor)
                .filter(dump -> host.isEmpty() || dump.major() < host.get().major())
                .or(() -> host)
                .orElseThrow(() -> Problem.of(
                                ProblemCode.PB603,
                                "There is no pg_dump that reads a PostgreSQL " + serverMajor
                                        + " server: this machine has " + majors(here) + ", " + ofImage(inside, image))
                        .hint(
                                "install PostgreSQL's client programs of that version, use a container whose image has them,"
                                        + " or give a dump with like: { file: … }")
                        .asException());
    }

    private static String majors(List<PgDump> found) {
        return found.isEmpty()
                ? "none"
                : found.stream().map(dump -> String.valueOf(dump.major())).collect(Collectors.joining(", "));
    }

    private static String ofImage(Optional<Inside> inside, Optional<PgDump> image) {
        return inside.isEmpty()
                ? "and the sandbox is no container that could bring one"
                : "the container " + majors(image.stream().toList());
    }

    static Optional<Integer> major(String output) {
        Matcher version = VERSION.matcher(output);
        return version.find() ? Optional.of(Integer.valueOf(version.group(1))) : Optional.empty();
    }

    /** Its command line, whose first word is the program. */
    static List<String> argv(String program, List<String> options) {
        List<String> argv = new ArrayList<>(List.of(program, "--no-password"));
        argv.addAll(options);
        return argv;
    }
}
