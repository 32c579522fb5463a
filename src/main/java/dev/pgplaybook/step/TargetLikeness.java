package dev.pgplaybook.step;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.ExportedSnapshot;
import dev.pgplaybook.database.ServerIdentity;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.likeness.PgDump;
import dev.pgplaybook.likeness.Sample;
import dev.pgplaybook.likeness.SampleRequest;
import dev.pgplaybook.likeness.SchemaDump;
import dev.pgplaybook.likeness.ScriptLoader;
import dev.pgplaybook.migration.HistoryTable;
import dev.pgplaybook.playbook.Limits;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.RowsSpec;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.sandbox.Inside;
import dev.pgplaybook.secret.Secrets;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes a target's schema, and rows of it, into a sandbox. The target is read in sessions that can do nothing else. */
record TargetLikeness(
        TargetSpec.Server target,
        Playbook playbook,
        Variables variables,
        Secrets secrets,
        Progress progress,
        Cancellation cancellation) {

    /**
     * Gives how many rows a sample has, where one is wanted. Schema, history and rows are of one moment, where the server lets several
     * sessions see the same one.
     *
     * @param inside of the sandbox, where its image may bring a pg_dump
     */
    OptionalLong take(Session sandbox, Optional<Inside> inside, RowsSpec rows, ScriptLoader loader, Clock clock) {
        try (Session reader = reader();
                TemporaryFiles files = TemporaryFiles.make()) {
            ServerIdentity identity = ServerIdentity.of(reader);
            boolean hasHistory = new HistoryTable(reader, clock).exists();
            PgDump pgDump = PgDump.forServer(identity.major(), variables.values(), inside);
            Optional<ExportedSnapshot> snapshot = ExportedSnapshot.of(reader);
            if (snapshot.isEmpty()) {
                progress.note(target.name()
                        + " exports no snapshot: what is written there meanwhile may be in one part alone");
            }
            progress.doing("reading the schema of " + target.name());
            SchemaDump.Parts parts =
                    new SchemaDump(pgDump, secrets, cancellation).into(files.directory(), url(), snapshot, hasHistory);
            if (!(rows instanceof RowsSpec.Sample)) {
                reader.rollback();
            }
            parts.tables().forEach(loader::load);
            if (rows instanceof RowsSpec.Sample sample) {
                return OptionalLong.of(sample(sandbox, SampleRequests.of(sample), snapshot, () -> {
                    // What was sampled is here: the target need not keep that moment while indexes are made.
                    reader.rollback();
                    loader.load(parts.rest());
                }));
            }
            loader.load(parts.rest());
            return OptionalLong.empty();
        }
    }

    /** @param completion what the schema needs beyond its tables, once the rows are there */
    private long sample(
            Session sandbox, SampleRequest request, Optional<ExportedSnapshot> snapshot, Runnable completion) {
        SessionOptions asking = SessionOptions.named("pgplaybook/filling").stoppedBy(cancellation);
        try (Session reader = reader();
                Session asked = Session.open(sandbox.url(), asking)) {
            Sample sample = new Sample(reader, new Sample.Sandbox(sandbox, asked), progress);
            long rows = sample.take(request, snapshot);
            completion.run();
            sample.fillViews();
            return rows;
        }
    }

    private DatabaseUrl url() {
        DatabaseUrl url = Targets.url(target, variables);
        url.password().ifPresent(secrets::add);
        return url;
    }

    /** pg_dump would leave its settings behind on a pooler's connections, an empty search_path among them, and so would a sample. */
    private Session reader() {
        Limits limits = playbook.limits().or(Limits.DEFAULTS);
        Session reader = Session.open(
                url(),
                SessionOptions.named("pgplaybook/likeness")
                        .timeouts(limits.lockTimeout(), limits.statementTimeout())
                        .stoppedBy(cancellation)
                        .watchedBy(progress)
                        .asReader());
        boolean direct = false;
        try {
            Targets.requireDirect(reader.url(), target);
            direct = true;
            return reader;
        } finally {
            if (!direct) {
                reader.close();
            }
        }
    }
}
