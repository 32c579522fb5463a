package dev.pgplaybook.staging;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.schema.Difference;
import dev.pgplaybook.schema.Drift;
import dev.pgplaybook.schema.Snapshot;
import dev.pgplaybook.schema.SnapshotOptions;
import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.staging.Fill;
import dev.pgplaybook.sql.staging.Stage;
import dev.pgplaybook.sql.staging.StagedMigration;
import dev.pgplaybook.staging.Claim.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Runs a migration and its stages on copies of a sandbox's database: whether the stages pass where the original fails, lose nothing, end
 * in the schema that the original declares, and let old code go on writing.
 */
public final class StageProof {

    /** What a deploy would set. */
    private static final SessionOptions DEPLOYER = SessionOptions.named("pgplaybook/stage")
            .timeouts(Optional.of(Duration.ofSeconds(10)), Optional.of(Duration.ofMinutes(15)));

    private final DatabaseUrl base;
    private final Script original;
    private final Intent intent;
    private final StagedMigration staged;
    private final Progress progress;
    private final List<Claim> claims = new ArrayList<>();

    /**
     * Takes what is to be proven.
     *
     * @param base of a sandbox that is as the target is before the migration; nobody else is connected to it
     */
    public StageProof(DatabaseUrl base, Script original, StagedMigration staged, Progress progress) {
        this.base = base;
        this.original = original;
        this.intent = Intent.of(original);
        this.staged = staged;
        this.progress = progress;
    }

    public List<Claim> prove() {
        try (Copies copies = new Copies(base)) {
            progress.doing("the original, without rows");
            DatabaseUrl end = copies.copy("declared");
            Optional<Snapshot> declared = declared(end);
            progress.doing("the original, then the stages");
            Optional<Snapshot> reached = reached(copies.copy("staged"));
            if (declared.isPresent() && reached.isPresent()) {
                compare(declared.get(), reached.get());
            }
            progress.doing("the stages, beside a writer");
            beside(copies.copy("written"), end);
        }
        return List.copyOf(claims);
    }

    /** On a database without rows the original has nothing to fail at, and says which schema is meant. */
    private Optional<Snapshot> declared(DatabaseUrl url) {
        try (Session session = Session.open(url, DEPLOYER)) {
            for (String table : staged.tables()) {
                session.script("TRUNCATE " + table + " CASCADE");
            }
            Scripts.run(session, "original", original.source().text());
            staged.added().forEach(session::script);
            return Optional.of(Snapshot.take(session, SnapshotOptions.STANDARD));
        } catch (StatementFailedException e) {
            add(
                    "The original says which schema is meant",
                    Verdict.FAILS,
                    "it fails without rows as well: " + e.failure().message());
            return Optional.empty();
        }
    }

    private Optional<Snapshot> reached(DatabaseUrl url) {
        try (Session session = Session.open(url, DEPLOYER)) {
            original(session);
            Intent filling = intent.filling(staged.fills().stream()
                    .filter(fill -> isThere(session, fill))
                    .toList());
            OldRows before = OldRows.of(session, staged.tables(), filling.unlike(), filling.retyped());
            Optional<String> failure = run(session);
            if (failure.isPresent()) {
                add("The stages pass on these rows", Verdict.FAILS, failure.get());
                return Optional.empty();
            }
            OldRows after = before.again(session);
            int count = staged.stages().size();
            add("The stages pass on these rows", Verdict.HOLDS, count == 1 ? "one migration" : count + " migrations");
            add(
                    "Nothing is lost",
                    before.sameAs(after) ? Verdict.HOLDS : Verdict.FAILS,
                    words(after) + filling.exception());
            return Optional.of(Snapshot.take(session, SnapshotOptions.STANDARD));
        } catch (StatementFailedException e) {
            add(
                    "The stages pass on these rows",
                    Verdict.FAILS,
                    "a value cannot have its new type: " + e.failure().message());
            return Optional.empty();
        }
    }

    private static boolean isThere(Session session, Fill fill) {
        return session.one(
                        "SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass(?) AND attname = ?"
                                + " AND NOT attisdropped)",
                        fill.table(),
                        Name.meant(fill.column()))
                .flag(0);
    }

    private static String words(OldRows rows) {
        return rows.sums().isEmpty()
                ? "it changes no table that is there"
                : rows.sums().entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue().replaceAll(",.*", ""))
                        .collect(Collectors.joining(", "));
    }

    private void original(Session session) {
        if (!original.fitsOneTransaction()) {
            add("The original on these rows", Verdict.NOTED, "it is not one transaction, and was not tried");
            return;
        }
        session.begin();
        try {
            original.statements().stream().map(Statement::text).forEach(session::script);
            add("The original on these rows", Verdict.NOTED, "it passes as well");
        } catch (StatementFailedException e) {
            add(
                    "The original on these rows",
                    Verdict.NOTED,
                    "it fails: " + e.failure().message());
        } finally {
            session.rollback();
        }
    }

    private Optional<String> run(Session session) {
        for (Stage stage : staged.stages()) {
            try {
                Scripts.run(session, stage.name(), stage.sql());
            } catch (StatementFailedException e) {
                return Optional.of(stage.name() + " fails: " + e.failure().message());
            }
        }
        return Optional.empty();
    }

    private void compare(Snapshot declared, Snapshot reached) {
        Drift drift = Drift.between(declared, reached);
        boolean holds = drift.withoutLesser().isEmpty();
        String said = drift.differences().stream().map(Difference::title).collect(Collectors.joining("; "));
        add(
                "They end in the declared schema",
                holds ? Verdict.HOLDS : Verdict.FAILS,
                holds
                        ? "fingerprint " + reached.fingerprint().brief() + (said.isEmpty() ? "" : "; but " + said)
                        : said);
    }

    /** @param end where the original has run, as far as it came */
    private void beside(DatabaseUrl url, DatabaseUrl end) {
        List<String> gone = intent.gone();
        try (Session session = Session.open(url, DEPLOYER);
                Session ended = Session.open(end, DEPLOYER)) {
            OldWriter writer =
                    new OldWriter(url, session, staged.tables(), gone, table -> OldWriter.unique(ended, table));
            Optional<String> failure;
            try (writer) {
                writer.start();
                failure = run(session);
            }
            release(gone, writer.refused());
            told(writer, failure.or(() -> writer.failures().stream().findFirst()), writer.unfilled(session));
        }
    }

    private void told(OldWriter writer, Optional<String> failure, List<String> unfilled) {
        String title = "Old code goes on writing meanwhile";
        String left = writer.left().isEmpty() ? "" : "; nobody wrote to " + String.join(", ", writer.left());
        if (failure.isPresent()) {
            String why = unfilled.isEmpty()
                    ? ""
                    : "; old code does not name " + String.join(", ", unfilled)
                            + ": a default that stays, or a release of the code that writes it, comes first";
            add(title, Verdict.FAILS, failure.get() + why + left);
        } else if (writer.written() == 0) {
            add(title, Verdict.NOTED, "no row could be made up to write" + left);
        } else {
            add(title, Verdict.HOLDS, writer.written() + " rows in the old shape" + left);
        }
    }

    /** What no order of stages spares: old code that names what goes, or writes what is to be written no more. */
    private void release(List<String> gone, Set<String> refused) {
        List<String> said = new ArrayList<>();
        if (!gone.isEmpty()) {
            said.add("old code fails where it names " + String.join(", ", gone) + "; the writer here names none of it");
        }
        if (!refused.isEmpty()) {
            said.add("old code is refused where it writes a row like some of those that are there: "
                    + String.join("; ", new TreeSet<>(refused)) + "; until it writes none, a trigger must mend them");
        }
        if (!said.isEmpty()) {
            add("A release of the code comes first", Verdict.NOTED, String.join("; ", said));
        }
    }

    private void add(String title, Verdict verdict, String said) {
        claims.add(new Claim(title, verdict, said));
    }
}
