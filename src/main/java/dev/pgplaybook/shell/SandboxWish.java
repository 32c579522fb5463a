package dev.pgplaybook.shell;

import dev.pgplaybook.playbook.Hazards;
import dev.pgplaybook.playbook.LikenessSpec;
import dev.pgplaybook.playbook.Limits;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.ProviderOptions;
import dev.pgplaybook.playbook.SandboxSpec;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.Text;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sandbox that a command line asks for: one of a playbook's, like a target or a file, with all migrations, or empty.
 *
 * @param label what it is named after
 */
record SandboxWish(Playbook playbook, SandboxSpec spec, String label) {

    /** Where nothing in a file is to blame. */
    private static final Location NOWHERE = new Location(Path.of(""), 1, 1);

    static SandboxWish of(Invocation in, Desk desk) {
        return of(in, desk, in.argument(0).orElse("empty"), "sandbox");
    }

    /**
     * The same for a command that means one by an option.
     *
     * @param word a target, a file, migrations or empty
     * @param name what the walk on it is called
     */
    static SandboxWish of(Invocation in, Desk desk, String word, String name) {
        Playbook playbook = playbook(in, desk, name);
        SandboxSpec spec = spec(word, playbook, desk.workingDirectory());
        return new SandboxWish(playbook, provided(spec, in), label(word));
    }

    /** The targets and migrations that a sandbox may be like, and no steps. */
    static Playbook playbook(Invocation in, Desk desk) {
        return playbook(in, desk, "sandbox");
    }

    private static Playbook playbook(Invocation in, Desk desk, String name) {
        Optional<Playbook> open = in.value("--playbook").map(desk::read).or(desk::openPlaybook);
        Optional<Path> migrations = in.value("--migrations")
                .map(desk.workingDirectory()::resolve)
                .or(() -> open.flatMap(Playbook::migrations));
        return new Playbook(
                desk.workingDirectory().resolve("command-line"),
                "",
                name,
                name,
                migrations,
                open.flatMap(Playbook::execution),
                open.map(Playbook::targets).orElse(Map.of()),
                Map.of(),
                open.map(Playbook::secrets).orElse(Set.of()),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                false,
                open.map(Playbook::limits).orElse(Limits.NONE),
                Hazards.NONE,
                List.of());
    }

    /** A target of the playbook comes before a file of the same name. */
    private static SandboxSpec spec(String word, Playbook playbook, Path directory) {
        TargetSpec target = playbook.targets().get(word);
        if (target instanceof TargetSpec.Disposable disposable) {
            return disposable.sandbox();
        } else if (target != null) {
            return new SandboxSpec(new LikenessSpec.FromTarget(word), NOWHERE);
        } else if (word.equals("empty")) {
            return new SandboxSpec(new LikenessSpec.Empty(), NOWHERE);
        } else if (word.equals("migrations")) {
            return new SandboxSpec(new LikenessSpec.Migrations(), NOWHERE);
        }
        Path file = directory.resolve(word);
        if (!Files.isRegularFile(file)) {
            throw nothingLike(word, playbook);
        }
        return new SandboxSpec(new LikenessSpec.FromFile(file), NOWHERE);
    }

    private static ProblemException nothingLike(String word, Playbook playbook) {
        String targets = playbook.targets().isEmpty()
                ? "a target needs an open playbook, or --playbook"
                : "its targets are " + String.join(", ", playbook.targets().keySet());
        return Problem.of(ProblemCode.PB603, word + " is no file, and no target of a playbook that is open")
                .hint("name a file, migrations or empty; " + targets)
                .asException();
    }

    /** What the command line says of the provider stands before what the playbook says. */
    private static SandboxSpec provided(SandboxSpec spec, Invocation in) {
        ProviderOptions options = spec.options();
        return new SandboxSpec(
                in.value("--provider")
                        .map(name -> SandboxSpec.Provider.valueOf(name.toUpperCase(Locale.ROOT)))
                        .orElse(spec.provider()),
                new ProviderOptions(
                        in.value("--version").map(SandboxWish::major).or(options::version),
                        options.image(),
                        options.pullTimeout(),
                        in.value("--url").map(SandboxWish::text).or(options::url)),
                spec.like(),
                spec.rows(),
                spec.at());
    }

    private static Integer major(String version) {
        if (!version.matches("[1-9][0-9]")) {
            throw Problem.of(ProblemCode.PB518, "--version must be a major version of PostgreSQL, not " + version)
                    .hint("write --version 17")
                    .asException();
        }
        return Integer.valueOf(version);
    }

    /** The shell that it was typed in has put its variables in. */
    private static Text text(String url) {
        return new Text(Source.of(Path.of(""), url.replace("${", "$${")));
    }

    /** Without the directories and the ending of a file. */
    private static String label(String word) {
        return String.valueOf(Path.of(word).getFileName()).replaceFirst("\\.[^.]*$", "");
    }
}
