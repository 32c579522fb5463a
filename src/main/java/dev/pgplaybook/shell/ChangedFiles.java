package dev.pgplaybook.shell;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.process.Program;
import dev.pgplaybook.process.ProgramResult;
import dev.pgplaybook.process.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks git which files have changed. */
record ChangedFiles(Path workingDirectory, Workshop workshop) {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Those that differ from a commit, and those that git does not know yet. */
    Set<Path> since(String ref) {
        Path top = Path.of(git("rev-parse", "--show-toplevel").strip());
        String changed = git("diff", "--name-only", "-z", "--diff-filter=d", "--end-of-options", ref, "--");
        String fresh = git("ls-files", "--others", "--exclude-standard", "--full-name", "-z");
        return Stream.of(changed, fresh)
                .flatMap(names -> Arrays.stream(names.split("\u0000")))
                .filter(name -> !name.isEmpty())
                .map(name -> top.resolve(name).normalize())
                .collect(Collectors.toSet());
    }

    private String git(String... arguments) {
        List<String> argv =
                Stream.concat(Stream.of("git"), Arrays.stream(arguments)).toList();
        ProgramResult result = Programs.run(
                Program.of(argv.toArray(String[]::new)).in(workingDirectory),
                LIMIT,
                workshop.secrets(),
                workshop.cancellation());
        if (!result.succeeded()) {
            throw Problem.of(
                            ProblemCode.PB511,
                            "git does not say what has changed: "
                                    + result.errors().strip())
                    .hint("--git-diff takes a commit, such as origin/main, inside a repository")
                    .asException();
        }
        return result.output();
    }
}
