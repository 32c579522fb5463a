package dev.pgplaybook.shell;

import dev.pgplaybook.database.Readers;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.draft.Decisions;
import dev.pgplaybook.draft.FirstLook;
import dev.pgplaybook.draft.FirstPlaybook;
import dev.pgplaybook.draft.PendingHazards;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.PlaybookReader;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Question;
import dev.pgplaybook.schema.SnapshotOptions;
import dev.pgplaybook.secret.UrlPasswords;
import dev.pgplaybook.sql.Parser;
import dev.pgplaybook.step.Ground;
import dev.pgplaybook.step.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** A guided start: looks at a folder and a database, and writes a playbook that is ready to be rehearsed. */
record NewCommand(Desk desk, Console console, Workshop workshop) {

    private static final OptionSpec NAME =
            OptionSpec.valued("--name", "NAME", "what the playbook is called; the database's name");

    private static final OptionSpec OVERWRITE =
            OptionSpec.flag("--overwrite", "write the file although there is one already");

    private static final OptionSpec VARIABLE = OptionSpec.valued(
            "--variable", "VARIABLE", "the variable that holds the database's URL in the playbook; DATABASE_URL");

    List<CommandSpec> all() {
        return List.of(new CommandSpec(
                "new",
                "playbooks",
                "look at a database and a migrations folder, and write a playbook that is ready to be rehearsed",
                List.of("[FILE]"),
                List.of(Options.URL, Options.MIGRATIONS, NAME, VARIABLE, OVERWRITE, Options.ANSWER),
                List.of(
                        "new --url postgresql://me@localhost/app --migrations prisma/migrations",
                        "new playbooks/app.yaml --env-file .env"),
                this::write));
    }

    private int write(Invocation typed) {
        NewPlaces places = NewPlaces.of(typed, desk, workshop.operator());
        UrlPasswords.in(places.url()).forEach(workshop.secrets()::add);
        Invocation in = places.completed(typed);
        BareTarget bare = BareTarget.of(in, desk);
        MigrationFolder folder = bare.folder();
        folder.requirePostgres();
        try (Readers readers = new Readers()) {
            Ground ground = Targets.open(
                    bare.playbook(), bare.target(), bare.variables(), desk.reader("pgplaybook/new"), readers);
            String name = in.value("--name").orElseGet(() -> name(ground.url().database()));
            Path file = desk.workingDirectory().resolve(in.argument(0).orElse("playbooks/" + name + ".yaml"));
            requireConsent(in, file);
            try (Session reader = readers.open(ground.url(), desk.reader("pgplaybook/new"))) {
                FirstLook look = FirstLook.of(
                        ground,
                        folder,
                        reader,
                        workshop.inspection(
                                bare.playbook(), bare.variables(), Optional.of(ground), SnapshotOptions.STANDARD),
                        workshop.clock());
                Decisions decisions = Decisions.of(look, workshop.operator());
                NewView view = new NewView(console, places, look, decisions);
                if (decisions.isNothing()) {
                    view.nothing();
                    return 0;
                }
                PendingHazards hazards = PendingHazards.of(folder, decisions.pending(), reader, Parser::parse);
                FirstPlaybook playbook = new FirstPlaybook(
                        name,
                        relative(file, folder.path()),
                        places.variable(),
                        LocalDate.ofInstant(workshop.clock().instant(), ZoneOffset.UTC),
                        look,
                        decisions,
                        hazards.report());
                save(file, playbook.text());
                PlaybookReader.read(file);
                view.written(shown(file), hazards.report());
                return 0;
            }
        }
    }

    /** What a name of a playbook may hold, of the name of a database. */
    private static String name(String database) {
        String name = database.replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^-+|-+$", "");
        return name.isEmpty() ? "app" : name;
    }

    /** Before anything is looked at: a file of somebody's is not written over by the way. */
    private void requireConsent(Invocation in, Path file) {
        if (!Files.exists(file) || in.has("--overwrite")) {
            return;
        }
        Question question = new Question(
                "overwrite",
                shown(file) + " is there already.",
                List.of(
                        Question.choice("yes", "it is written over when all has been looked at"),
                        Question.choice("no", "nothing is written")));
        boolean asked = workshop.canAsk() || in.all("--answer").stream().anyMatch(a -> a.startsWith("overwrite="));
        if (!asked || !workshop.operator().choose(question).equals("yes")) {
            throw Problem.of(ProblemCode.PB518, shown(file) + " is there already")
                    .hint("name another file, or add --overwrite")
                    .asException();
        }
    }

    private static void save(Path file, String text) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw Problem.of(ProblemCode.PB518, file + " cannot be written: " + e.getMessage())
                    .hint("name another file")
                    .asException(e);
        }
    }

    /** The folder as seen from the playbook; another root has no way to it. */
    private static String relative(Path file, Path folder) {
        Path from = Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                .orElse(file);
        Path to = folder.toAbsolutePath().normalize();
        return to.startsWith(Optional.ofNullable(from.getRoot()).orElse(from))
                ? String.valueOf(from.relativize(to))
                : to.toString();
    }

    private String shown(Path file) {
        Path normal = file.normalize();
        return normal.startsWith(desk.workingDirectory())
                ? String.valueOf(desk.workingDirectory().relativize(normal))
                : normal.toString();
    }
}
