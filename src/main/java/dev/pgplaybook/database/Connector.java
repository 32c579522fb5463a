package dev.pgplaybook.database;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Makes a session: dials, looks who has answered and whether a pooler stands between, and sets the session's limits. */
final class Connector {

    private static final int OLDEST = 13;

    private final DatabaseUrl url;
    private final SessionOptions options;
    private final Dial dial;

    Connector(DatabaseUrl url, SessionOptions options) {
        this.url = url;
        this.options = options;
        this.dial = new Dial(url, options);
    }

    Session connect() {
        Connection connection = dial.connect();
        boolean complete = false;
        try {
            Session session = greeted(connection);
            complete = true;
            return session;
        } finally {
            if (!complete) {
                Session.disconnect(connection);
            }
        }
    }

    private Session greeted(Connection connection) {
        long start = System.nanoTime();
        Greeting greeting;
        DatabaseUrl asked;
        Optional<ServerDefaults> defaults;
        try {
            greeting = Greeting.of(connection);
            requirePostgres(greeting);
            asked = url.pooling().isAsked()
                    ? url
                    : url.with(new PoolerProbe(dial).ask(connection, greeting.backendPid()));
            // Whoever reads alone is shown times as this machine's clock has them.
            defaults = options.readOnly() ? Optional.empty() : Optional.of(ServerDefaults.of(connection));
            Dial.unbounded(connection);
        } catch (SQLException e) {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            throw new Refusal(url, waited).problem(e, false).asException(e);
        }
        if (!options.readOnly()) {
            asked.requireDirect("The database " + url.database());
        }
        Session session = new Session(
                asked, options, connection, new Settings(asked, options, greeting, defaults), greeting.backendPid());
        try {
            prepare(session);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Whatever is set through a pooler in transaction mode stays on a connection that others use; so nothing is. */
    private static void prepare(Session session) {
        if (!session.url().pooled()) {
            session.applySettings();
            return;
        }
        try {
            session.query("SELECT 1");
        } catch (StatementFailedException noTransactions) {
            // In statement mode not even a transaction is to be had.
            session.url().requireDirect("The database " + session.url().database());
        }
    }

    private void requirePostgres(Greeting greeting) {
        String version = greeting.version();
        if (!version.startsWith("PostgreSQL ") || version.contains("-YB-")) {
            throw refused(ProblemCode.PB405, " says that it is " + version, "give the URL of a PostgreSQL server");
        }
        if (greeting.major() < OLDEST) {
            throw refused(
                    ProblemCode.PB407,
                    " is PostgreSQL " + greeting.major(),
                    "pgplaybook works with PostgreSQL " + OLDEST + " and later");
        }
    }

    private ProblemException refused(ProblemCode code, String what, String hint) {
        return Problem.of(code, "The server at " + url.authority() + what)
                .hint(hint)
                .asException();
    }
}
