package dev.pgplaybook.shell;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.LikenessSpec;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.SandboxSpec;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Suggestion;
import dev.pgplaybook.sandbox.KeptSandbox;
import dev.pgplaybook.schema.Snapshot;
import dev.pgplaybook.schema.SnapshotOptions;
import dev.pgplaybook.step.Inspection;
import dev.pgplaybook.step.PreparedSandbox;
import dev.pgplaybook.step.Targets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The places that a schema can be taken from by a word of the command line: a target or URL, a sandbox that is up, a dump, migrations
 * as far as one of them, or nothing.
 */
record SchemaPlaces(Invocation in, Desk desk, Workshop workshop, Console console) {

    private static final String MIGRATIONS = "migrations";

    private static final Location NOWHERE = new Location(Path.of(""), 1, 1);

    Snapshot snapshot(String word) {
        Playbook playbook = SandboxWish.playbook(in, desk);
        Variables variables = desk.variables(in.value("--env-file"));
        TargetSpec target = playbook.targets().get(word);
        if (word.contains("://")) {
            return looked(DatabaseUrl.parse(word, variables.values()));
        } else if (target instanceof TargetSpec.Server server) {
            return looked(Targets.url(server, variables));
        } else if (target instanceof TargetSpec.Disposable disposable) {
            return filled(playbook, variables, disposable.sandbox());
        } else if (word.equals("target")) {
            return looked(BareTarget.of(in, desk).url());
        } else if (word.equals("empty")) {
            return filled(playbook, variables, new SandboxSpec(new LikenessSpec.Empty(), NOWHERE));
        } else if (word.equals(MIGRATIONS) || word.startsWith(MIGRATIONS + "@")) {
            return replayed(playbook, variables, word);
        }
        Path file = desk.workingDirectory().resolve(word);
        return Files.isRegularFile(file)
                ? filled(playbook, variables, new SandboxSpec(new LikenessSpec.FromFile(file), NOWHERE))
                : looked(kept(word).url());
    }

    private Snapshot looked(DatabaseUrl url) {
        url.password().ifPresent(workshop.secrets()::add);
        try (Session session = Session.open(url, desk.reader("pgplaybook/drift"))) {
            return Snapshot.take(session, SnapshotOptions.STANDARD);
        }
    }

    private Snapshot filled(Playbook playbook, Variables variables, SandboxSpec spec) {
        try (PreparedSandbox sandbox = workshop.sandboxes()
                .prepare(playbook, variables, "drift", spec, Optional.empty(), console, workshop.cancellation())) {
            return looked(sandbox.sandbox().url());
        }
    }

    private Snapshot replayed(Playbook playbook, Variables variables, String word) {
        Path path = playbook.migrations()
                .orElseThrow(() -> Problem.of(ProblemCode.PB518, "drift needs --migrations DIR for " + word)
                        .hint("give it, or open a playbook that names the folder")
                        .asException());
        MigrationFolder whole = MigrationFolder.read(path);
        MigrationFolder folder = word.equals(MIGRATIONS) ? whole : upTo(whole, word.substring(MIGRATIONS.length() + 1));
        return new Inspection(
                        playbook,
                        variables,
                        workshop.sandboxes(),
                        workshop.clock(),
                        console,
                        workshop.cancellation(),
                        Optional.empty())
                .replay(Optional.empty(), folder)
                .end();
    }

    private static MigrationFolder upTo(MigrationFolder folder, String name) {
        List<String> names = folder.migrations().stream().map(m -> m.name()).toList();
        int last = names.indexOf(name);
        if (last < 0) {
            throw Problem.of(ProblemCode.PB207, "There is no migration " + name + " in " + folder.path())
                    .hint(Suggestion.hint(name, names))
                    .asException();
        }
        return new MigrationFolder(folder.path(), folder.migrations().subList(0, last + 1));
    }

    private KeptSandbox kept(String word) {
        try {
            return workshop.keptSandboxes().find(word);
        } catch (ProblemException e) {
            throw Problem.of(ProblemCode.PB518, word + " is no target, no sandbox that is up, no URL and no file")
                    .hint("write target, a target's name, migrations, migrations@NAME, empty, a URL or a file")
                    .asException(e);
        }
    }
}
