package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * One migration sent as Prisma up to 7.3 sends it: the whole file as one query, which is one transaction unless the file says
 * otherwise, and its row finished behind it.
 */
final class WholeScript {

    private final Workplace place;
    private final Session session;
    private final Migration migration;
    private final Source source;
    private final Optional<Script> script;

    private WholeScript(Workplace place, Migration migration, Source source, Optional<Script> script) {
        this.place = place;
        this.session = place.session();
        this.migration = migration;
        this.source = source;
        this.script = script;
    }

    /** The statements only serve to look for danger; where they cannot be told apart, the server has the word. */
    static WholeScript of(Workplace place, Migration migration) {
        Source source = migration.source();
        Optional<Script> script;
        try {
            script = Optional.of(migration.script());
        } catch (ProblemException e) {
            script = Optional.empty();
        }
        script.ifPresent(s -> {
            TransactionsClosed.require(migration, s);
            IsoDates.require(migration, s);
        });
        return new WholeScript(place, migration, source, script);
    }

    /** As {@link Application#run}. */
    boolean run() {
        Optional<String> begun =
                place.table().start(migration, Checksum.of(source.text()), Checkpoint.whole(session.process()));
        begun.ifPresent(this::run);
        return begun.isPresent();
    }

    private void run(String row) {
        place.listener().migrationStarted(migration, row);
        List<Statement> statements = script.map(Script::statements).orElse(List.of());
        Whereabouts whereabouts = new Whereabouts(statements.size());
        try {
            new Attempts(place, migration)
                    .run(
                            mayLeaveSomething() ? Attempts.Kind.NEVER : Attempts.Kind.ROLLED_BACK,
                            () -> send(statements, whereabouts));
            whereabouts.reached(Math.max(1, statements.size()));
            finish(row);
        } catch (ProblemException e) {
            throw new Failure(place, migration, source, row, whereabouts, statements).of(e);
        }
    }

    private void send(List<Statement> statements, Whereabouts whereabouts) {
        statements.stream().findFirst().ifPresent(place.listener()::statementNext);
        statements.stream().findFirst().ifPresent(first -> whereabouts.sentAlone(first, mayLeaveSomething()));
        place.listener().committing(session, Optional.empty());
        if (!source.text().isBlank()) {
            session.script(source.text());
        }
        if (session.inTransaction()) {
            session.rollback();
            throw Problem.of(
                            ProblemCode.PB213,
                            "The migration " + migration.name() + " left a transaction open, which was rolled back")
                    .hint("add the COMMIT that is missing; a COPY FROM stdin needs another model than whole-script")
                    .asException();
        }
    }

    /** What the script leaves in the session is there for the next ones, as with Prisma, as long as they find the history. */
    private void finish(String row) {
        if (!place.table().isWithinReach()) {
            session.resetSettings();
        }
        session.begin();
        session.together(Session.actingAsOurselves());
        place.table().finish(row);
        session.commit();
    }

    /** Several statements in one query are one transaction, unless they say otherwise; alone, some need none. */
    private boolean mayLeaveSomething() {
        return script.map(WholeScript::mayLeaveSomething).orElse(true);
    }

    private static boolean mayLeaveSomething(Script script) {
        Statement first = script.isEmpty() ? null : script.statements().get(0);
        boolean single = script.statements().size() == 1;
        return script.controlsTransactions()
                || (single && first != null && (first.isConcurrent() || first.mayCommit()));
    }
}
