package dev.pgplaybook.sandbox;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.process.Program;
import dev.pgplaybook.process.ProgramResult;
import dev.pgplaybook.process.Programs;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * As whom PostgreSQL's programs run. PostgreSQL refuses to run as root, so root needs a way round.
 *
 * @param prefix what stands before each of the programs
 * @param account the other account that they run as, and that must own what they write
 */
record ServerUser(List<String> prefix, Optional<Account> account) {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** What the programs get beside {@link Program#INHERITED}: messages in English, and a clock that is the same everywhere. */
    private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C", "TZ", "UTC");

    private static @Nullable ServerUser chosen;

    record Account(String name, int uid, int gid) {}

    static ServerUser ourselves() {
        return new ServerUser(List.of(), Optional.empty());
    }

    /** In a user namespace root is nobody in particular, and yet the owner of root's files. */
    static ServerUser inNamespace() {
        return new ServerUser(List.of("unshare", "-U"), Optional.empty());
    }

    /** An account that this machine has for the purpose, or else the one that owns nothing. */
    static ServerUser otherAccount() {
        Account account = Stream.of("postgres", "nobody")
                .flatMap(name -> account(name).stream())
                .findFirst()
                .orElseThrow(ServerUser::rootIsRefused);
        List<String> prefix = List.of("setpriv", "--reuid=" + account.uid, "--regid=" + account.gid, "--clear-groups");
        if (!succeeds(with(prefix, "true"))) {
            throw rootIsRefused();
        }
        return new ServerUser(prefix, Optional.of(account));
    }

    /** Chosen once in a process: it may take others to see as whom a server can run here. */
    static synchronized ServerUser choose() {
        ServerUser known = chosen;
        if (known == null) {
            known = isRoot() ? forRoot() : ourselves();
            chosen = known;
        }
        return known;
    }

    private static ServerUser forRoot() {
        return canUseNamespaces() ? inNamespace() : otherAccount();
    }

    /** Hosts of containers may forbid them. */
    static boolean canUseNamespaces() {
        return succeeds(with(inNamespace().prefix, "true"));
    }

    static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException e) {
            return number("id", "-u").filter(uid -> uid == 0).isPresent(); // No Linux.
        }
    }

    Program program(List<String> argv) {
        return new Program(with(prefix, argv.toArray(String[]::new)), Optional.empty(), ENVIRONMENT);
    }

    private static List<String> with(List<String> prefix, String... argv) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(List.of(argv));
        return all;
    }

    private static Optional<Account> account(String name) {
        return number("id", "-u", name)
                .flatMap(uid -> number("id", "-g", name).map(gid -> new Account(name, uid, gid)));
    }

    private static Optional<Integer> number(String... argv) {
        ProgramResult result = Programs.run(Program.of(argv), LIMIT, new Secrets(), new Cancellation());
        return result.succeeded() ? Optional.of(Integer.valueOf(result.output().strip())) : Optional.empty();
    }

    private static boolean succeeds(List<String> argv) {
        try {
            return Programs.run(Program.of(argv.toArray(String[]::new)), LIMIT, new Secrets(), new Cancellation())
                    .succeeded();
        } catch (ProblemException e) {
            return false; // The system has no such program.
        }
    }

    private static ProblemException rootIsRefused() {
        return Problem.of(ProblemCode.PB607, "PostgreSQL refuses to run as root, and no other account can be had here")
                .hint("run pgplaybook as another user, or install setpriv (util-linux)")
                .asException();
    }
}
