package dev.pgplaybook.journal;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Suggestion;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All runs of a project. */
public record Runs(Path directory) {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private static final List<String> MARKS = List.of(".pgplaybook", "pgplaybook.yaml", ".git");

    /** The runs that belong to a directory: those of its nearest ancestor that marks a project, otherwise its own. */
    public static Runs of(Path start) {
        Path from = start.toAbsolutePath().normalize();
        for (Path candidate = from; candidate != null; candidate = candidate.getParent()) {
            Path here = candidate;
            if (MARKS.stream().anyMatch(mark -> Files.exists(here.resolve(mark)))) {
                return new Runs(candidate.resolve(".pgplaybook").resolve("runs"));
            }
        }
        return new Runs(from.resolve(".pgplaybook").resolve("runs"));
    }

    /** Makes the directory of a new run; a second run in the same second gets a number. */
    public RunDirectory create(Instant now, String playbook, String target) {
        String name = STAMP.format(now) + "-" + playbook + "-" + target;
        try {
            Private.createDirectories(directory);
            keepOutOfGit();
            for (int attempt = 1; ; attempt++) {
                Path path = directory.resolve(attempt == 1 ? name : name + "-" + attempt);
                try {
                    Private.createDirectory(path);
                    return new RunDirectory(path);
                } catch (FileAlreadyExistsException e) {
                    // Another run began in this second.
                }
            }
        } catch (IOException e) {
            throw Problem.of(ProblemCode.PB520, "No run can be recorded under " + directory + ": " + e.getMessage())
                    .hint("may you write there? Nothing is changed that cannot be recorded")
                    .asException(e);
        }
    }

    /** Newest first. */
    public List<RunDirectory> all() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(path -> Files.exists(path.resolve("journal.jsonl")))
                    .map(RunDirectory::new)
                    .sorted(Comparator.comparing(RunDirectory::id).reversed())
                    .toList();
        } catch (IOException e) {
            throw Problem.of(ProblemCode.PB507, "The runs under " + directory + " cannot be listed: " + e.getMessage())
                    .asException(e);
        }
    }

    /**
     * The run of an id, or of the beginning of one that fits a single run.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB505
     */
    public RunDirectory find(String id) {
        List<RunDirectory> runs = all();
        List<RunDirectory> fitting =
                runs.stream().filter(run -> run.id().startsWith(id)).toList();
        return fitting.stream()
                .filter(run -> run.id().equals(id) || fitting.size() == 1)
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ProblemCode.PB505,
                                fitting.size() > 1
                                        ? fitting.size() + " runs begin with " + id
                                        : "There is no run " + id)
                        .hint(Suggestion.nearest(
                                        id, runs.stream().map(RunDirectory::id).toList())
                                .map(near -> "did you mean " + near + "?")
                                .orElse("list them with: runs"))
                        .asException());
    }

    /** Records are not sources: they stay out of the project's repository by themselves. */
    private void keepOutOfGit() throws IOException {
        Path ignore = directory.resolveSibling(".gitignore");
        if (!Files.exists(ignore)) {
            Private.createFile(ignore);
            Files.writeString(ignore, "*\n");
        }
    }
}
