package dev.pgplaybook.shell;

import dev.pgplaybook.database.Readers;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.inference.Findings;
import dev.pgplaybook.migration.History;
import dev.pgplaybook.migration.HistoryTable;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.migration.MigrationStatus;
import dev.pgplaybook.migration.ReadAhead;
import dev.pgplaybook.sandbox.EmbeddedProvider;
import dev.pgplaybook.schema.Drift;
import dev.pgplaybook.schema.SnapshotOptions;
import dev.pgplaybook.step.Ground;
import dev.pgplaybook.step.Inspection;
import dev.pgplaybook.step.Targets;
import java.util.List;
import java.util.Optional;

/** What is really there: infer and drift. Both read the database alone, and try things out on a sandbox. */
record InspectCommands(Desk desk, Console console, Workshop workshop) {

    private static final String GROUP = "migrations";

    private static final int DRIFTED = 5;

    private static final String WHERE = " --url postgresql://me@localhost/app --migrations prisma/migrations";

    private static final OptionSpec COMMENTS =
            OptionSpec.flag("--comments", "count comments and security labels as well");

    private static final OptionSpec OWNERS =
            OptionSpec.flag("--owners", "count who owns what as well; for databases that have the same roles");

    List<CommandSpec> all() {
        return List.of(
                new CommandSpec(
                        "infer",
                        GROUP,
                        "say which migrations a database contains, by its schema alone, with the evidence",
                        List.of(),
                        List.of(Options.URL, Options.MIGRATIONS, COMMENTS),
                        List.of("infer" + WHERE),
                        this::infer),
                new CommandSpec(
                        "drift",
                        GROUP,
                        "say how a database differs from what its applied migrations make, or A from B; exit 5 if it does",
                        List.of("[A]", "[B]"),
                        List.of(Options.URL, Options.MIGRATIONS, COMMENTS, OWNERS),
                        List.of("drift" + WHERE, "drift migrations production.sql --migrations prisma/migrations"),
                        this::drift));
    }

    private int infer(Invocation in) {
        EmbeddedProvider.lookAhead();
        BareTarget bare = BareTarget.of(in, desk);
        MigrationFolder folder = bare.folder();
        ReadAhead.of(folder.migrations());
        try (Readers readers = new Readers()) {
            Ground ground = ground(bare, readers);
            Inspection inspection = inspection(bare, ground, looking(in));
            try (Session reader = readers.open(ground.url(), desk.reader("pgplaybook/infer"))) {
                Findings findings = inspection.infer(reader, folder);
                List<String> supposed = findings.supposed();
                Drift residual = inspection.residual(reader, findings, folder, supposed);
                List<String> recorded = applied(reader, folder);
                if (console.json()) {
                    console.document(InferenceDocument.of(findings, supposed, residual, recorded, ground));
                } else {
                    new InferenceView(console, in.has("--verbose"), folder, ground)
                            .show(findings, supposed, residual, recorded);
                }
                return 0;
            }
        }
    }

    private int drift(Invocation in) {
        Optional<String> first = in.argument(0);
        Optional<String> second = in.argument(1);
        Compared compared = first.isPresent() ? between(in, first.get(), second) : fromHistory(in);
        if (console.json()) {
            console.document(DriftDocument.of(compared.drift(), compared.before(), compared.after()));
        } else {
            new DriftView(console).show(compared.drift(), compared.before(), compared.after());
        }
        return compared.drift().withoutLesser().isEmpty() ? 0 : DRIFTED;
    }

    /** What was held against what, in words. */
    private record Compared(Drift drift, String before, String after) {}

    private Compared fromHistory(Invocation in) {
        EmbeddedProvider.lookAhead();
        BareTarget bare = BareTarget.of(in, desk);
        MigrationFolder folder = bare.folder();
        try (Readers readers = new Readers()) {
            Ground ground = ground(bare, readers);
            try (Session reader = readers.open(ground.url(), desk.reader("pgplaybook/drift"))) {
                List<String> applied = applied(reader, folder);
                MigrationFolder promised = new MigrationFolder(
                        folder.path(),
                        folder.migrations().stream()
                                .filter(migration -> applied.contains(migration.name()))
                                .toList());
                Inspection inspection = inspection(bare, ground, looking(in));
                Drift drift = inspection.drift(reader, promised);
                return new Compared(
                        drift,
                        promised(applied.size()),
                        ground.url().database() + " on " + ground.url().host());
            }
        }
    }

    private static String promised(int applied) {
        return switch (applied) {
            case 0 -> "an empty database, since no migration is recorded as applied";
            case 1 -> "the applied migration";
            default -> "the " + applied + " applied migrations";
        };
    }

    private Compared between(Invocation in, String first, Optional<String> second) {
        SchemaPlaces places = new SchemaPlaces(in, desk, workshop, console, looking(in));
        String other = second.orElse("target");
        return new Compared(places.between(first, other), first, other);
    }

    private Ground ground(BareTarget bare, Readers readers) {
        return Targets.open(
                bare.playbook(), bare.target(), bare.variables(), desk.reader("pgplaybook/identity"), readers);
    }

    private Inspection inspection(BareTarget bare, Ground ground, SnapshotOptions looking) {
        return workshop.inspection(bare.playbook(), bare.variables(), Optional.of(ground), looking);
    }

    /** What is left out unless somebody asks for it: roles differ from server to server, and comments change nothing. */
    private static SnapshotOptions looking(Invocation in) {
        SnapshotOptions standard = SnapshotOptions.STANDARD;
        SnapshotOptions owners = in.has("--owners") ? standard.withOwners() : standard;
        return in.has("--comments") ? owners.withComments() : owners;
    }

    private List<String> applied(Session reader, MigrationFolder folder) {
        return new History(folder, new HistoryTable(reader, workshop.clock()).rows())
                .named(MigrationStatus.State.APPLIED);
    }
}
