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
import dev.pgplaybook.sandbox.KeptSandbox;
import dev.pgplaybook.schema.Drift;
import dev.pgplaybook.schema.Reparsing;
import dev.pgplaybook.schema.Snapshot;
import dev.pgplaybook.schema.SnapshotOptions;
import dev.pgplaybook.step.Inspection;
import dev.pgplaybook.step.PreparedSandbox;
import dev.pgplaybook.step.Targets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The places that a schema can be taken from by a word of the command line: a target or URL, a sandbox that is up, a dump, migrations
 * as far as one of them, or nothing.
 */
record SchemaPlaces(Invocation in, Desk desk, Workshop workshop, Console console, SnapshotOptions looking) {

    private static final String MIGRATIONS = "migrations";

    private static final Location NOWHERE = new Location(Path.of(""), 1, 1);

    /** How one differs from another; what is but printed differently is no difference, where a sandbox can be asked to print both. */
    Drift between(String first, String second) {
        try (Place before = open(first);
                Place after = open(second)) {
            Drift drift = Drift.between(before.snapshot(), after.snapshot());
            return Reparsing.mayMatter(drift) ? reprinted(before, after, drift) : drift;
        }
    }

    /** A sandbox that one of them is made on serves, the later version's if both are; otherwise one is made that is like the first. */
    private Drift reprinted(Place before, Place after, Drift drift) {
        Optional<DatabaseUrl> scratch = Stream.of(before, after)
                .filter(place -> place.sandbox().isPresent())
                .max(Comparator.comparingInt(place -> place.snapshot().major()))
                .flatMap(Place::sandbox);
        if (scratch.isPresent()) {
            return Reparsing.drift(scratch.get(), before.snapshot(), after.snapshot());
        }
        try (PreparedSandbox like = like(before.url())) {
            return Reparsing.drift(like.sandbox().url(), before.snapshot(), after.snapshot());
        } catch (ProblemException e) {
            console.note("texts are compared as the servers print them, since there is no sandbox to print both: "
                    + e.first().message());
            return drift;
        }
    }

    /**
     * A schema that was asked for.
     *
     * @param sandbox one of our own that holds it, and is gone when this is closed
     */
    private record Place(Snapshot snapshot, DatabaseUrl url, Optional<DatabaseUrl> sandbox, Runnable gone)
            implements AutoCloseable {
        @Override
        public void close() {
            gone.run();
        }
    }

    private Place open(String word) {
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
            return made(playbook, variables, word);
        }
        Path file = desk.workingDirectory().resolve(word);
        return Files.isRegularFile(file)
                ? filled(playbook, variables, new SandboxSpec(new LikenessSpec.FromFile(file), NOWHERE))
                : looked(kept(word).url());
    }

    private Place looked(DatabaseUrl url) {
        return new Place(snapshot(url), url, Optional.empty(), () -> {});
    }

    private Snapshot snapshot(DatabaseUrl url) {
        url.password().ifPresent(workshop.secrets()::add);
        try (Session session = Session.open(url, desk.reader("pgplaybook/drift"))) {
            return Snapshot.take(session, looking);
        }
    }

    private Place filled(Playbook playbook, Variables variables, SandboxSpec spec) {
        PreparedSandbox sandbox = prepared(playbook, variables, spec);
        boolean complete = false;
        try {
            DatabaseUrl url = sandbox.sandbox().url();
            Place place = new Place(snapshot(url), url, Optional.of(url), sandbox::close);
            complete = true;
            return place;
        } finally {
            if (!complete) {
                sandbox.close();
            }
        }
    }

    private PreparedSandbox prepared(Playbook playbook, Variables variables, SandboxSpec spec) {
        return workshop.sandboxes()
                .prepare(playbook, variables, "drift", spec, Optional.empty(), console, workshop.cancellation());
    }

    /** A sandbox with the schema of a database that is not ours. */
    private PreparedSandbox like(DatabaseUrl url) {
        TargetSpec.Server server = BareTarget.server(url.withPassword());
        Playbook playbook = SandboxWish.playbook(in, desk).with(server);
        return prepared(
                playbook,
                desk.variables(in.value("--env-file")),
                new SandboxSpec(new LikenessSpec.FromTarget(server.name()), NOWHERE));
    }

    private Place made(Playbook playbook, Variables variables, String word) {
        Path path = playbook.migrations().orElseThrow(() -> desk.withoutMigrations("drift"));
        MigrationFolder whole = MigrationFolder.read(path);
        MigrationFolder folder = word.equals(MIGRATIONS) ? whole : upTo(whole, word.substring(MIGRATIONS.length() + 1));
        Inspection.Made made = workshop.inspection(playbook, variables, Optional.empty(), looking)
                .make(Optional.empty(), folder);
        return new Place(made.snapshot(), made.url(), Optional.of(made.url()), made::close);
    }

    private static MigrationFolder upTo(MigrationFolder folder, String name) {
        int last = folder.migrations().indexOf(folder.require(name));
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
