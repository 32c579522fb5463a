package dev.pgplaybook.database;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.StringJoiner;
import javax.net.ssl.SSLException;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Makes a session, and says in the operator's terms why it could not. */
final class Connector {

    private static final int OLDEST = 13;

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final DatabaseUrl url;
    private final SessionOptions options;

    Connector(DatabaseUrl url, SessionOptions options) {
        this.url = url;
        this.options = options;
    }

    Session connect() {
        Connection connection = dial();
        Session session = new Session(url, options, connection, settings(majorVersion(connection)));
        try {
            requirePostgres(session, connection);
            session.applySettings();
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** The driver itself, not through DriverManager, which would load every driver on the class path. */
    private Connection dial() {
        Properties properties = new Properties();
        properties.putAll(url.parameters());
        properties.put(PGProperty.USER.getName(), url.user());
        url.password().ifPresent(password -> properties.put(PGProperty.PASSWORD.getName(), password));
        properties.put(PGProperty.APPLICATION_NAME.getName(), options.applicationName());
        properties.putIfAbsent(PGProperty.CONNECT_TIMEOUT.getName(), String.valueOf(ANSWER_WITHIN.toSeconds()));
        // The one bounds the connection, the other the answer to it: a server that accepts and is silent is no better.
        properties.putIfAbsent(
                PGProperty.LOGIN_TIMEOUT.getName(), properties.get(PGProperty.CONNECT_TIMEOUT.getName()));
        properties.put(PGProperty.TCP_KEEP_ALIVE.getName(), "true");
        // No server-side prepared statements to invalidate: migrations change what they were prepared against.
        properties.put(PGProperty.PREPARE_THRESHOLD.getName(), "0");
        try {
            Connection connection = new Driver().connect(url.jdbcUrl(), properties);
            if (connection == null) {
                throw new IllegalStateException("the driver did not take its own URL");
            }
            return connection;
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private static int majorVersion(Connection connection) {
        try {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw new IllegalStateException("the driver knows the version from the handshake", e);
        }
    }

    private void requirePostgres(Session session, Connection connection) {
        String version = session.one("SELECT version()").text(0);
        if (!version.startsWith("PostgreSQL ") || version.contains("-YB-")) {
            throw Problem.of(ProblemCode.PB405, "The server at " + where() + " says that it is " + version)
                    .hint("give the URL of a PostgreSQL server")
                    .asException();
        }
        int major = majorVersion(connection);
        if (major < OLDEST) {
            throw Problem.of(ProblemCode.PB407, "The server at " + where() + " is PostgreSQL " + major)
                    .hint("pgplaybook works with PostgreSQL " + OLDEST + " and later")
                    .asException();
        }
    }

    private String settings(int major) {
        StringJoiner settings = new StringJoiner("; ");
        // RESET ALL would empty it: the driver sets it behind the start of the session.
        settings.add("SET application_name = '" + options.applicationName().replace("'", "''") + "'");
        options.lockTimeout().ifPresent(t -> settings.add("SET lock_timeout = " + t.toMillis()));
        options.statementTimeout().ifPresent(t -> settings.add("SET statement_timeout = " + t.toMillis()));
        url.schema().ifPresent(s -> settings.add("SET search_path = " + Identifiers.quote(s)));
        if (major >= 14) {
            // A client that died is noticed while its statement runs, not after.
            settings.add("SET client_connection_check_interval = '2s'");
        }
        if (options.readOnly()) {
            settings.add("SET default_transaction_read_only = on");
        }
        return settings.add("SET idle_in_transaction_session_timeout = 0").toString();
    }

    private ProblemException refused(SQLException e) {
        return problem(e).asException(e);
    }

    private Problem problem(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return switch (state) {
            case "28P01", "28000" -> unwelcome("refused the role " + url.user() + " or its password");
            case "3D000" ->
                Problem.of(ProblemCode.PB404, "The server at " + where() + " has no database " + url.database())
                        .hint("look at the name behind the last / of the URL; it is case-sensitive");
            case "08P01" ->
                Problem.of(ProblemCode.PB405, "What answers at " + where() + " does not speak PostgreSQL's protocol")
                        .hint("look at the URL's host and port; PostgreSQL is usually on 5432");
            case "08004" -> rejected(e);
            case "53300" -> unanswered("has no connection left for us");
            case "57P03" -> unanswered("is starting up or shutting down");
            default -> byCause(e);
        };
    }

    /** The driver itself gives up under one state for two reasons: a password that it was not given, and encryption that it must have. */
    private Problem rejected(SQLException e) {
        if (url.password().isEmpty() && !mustEncrypt()) {
            return unwelcome("asks the role " + url.user() + " for a password, and there is none");
        }
        return Problem.of(
                        ProblemCode.PB409,
                        "The server at " + where() + " refused the connection: "
                                + SqlFailure.of(e, false).message())
                .hint("look at the URL's sslmode, and at the server's ssl setting and pg_hba.conf");
    }

    private boolean mustEncrypt() {
        String mode = url.parameters().getOrDefault(PGProperty.SSL_MODE.getName(), "");
        return mode.equals("require") || mode.startsWith("verify");
    }

    private Problem unwelcome(String how) {
        return Problem.of(ProblemCode.PB403, "The server at " + where() + " " + how)
                .hint("look at the URL's user and password, and at the server's pg_hba.conf");
    }

    private Problem byCause(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return unanswered("cannot be found: the host's name is unknown");
            } else if (cause instanceof ConnectException) {
                return unanswered("cannot be reached: the connection was refused");
            } else if (cause instanceof SocketTimeoutException) {
                return silent();
            } else if (cause instanceof SSLException) {
                return Problem.of(ProblemCode.PB409, "The encrypted connection to " + where() + " failed")
                        .hint("look at the URL's sslmode and certificates");
            } else if (cause instanceof java.io.EOFException) {
                return unanswered("closed the connection before it answered");
            }
        }
        return String.valueOf(e.getMessage()).contains("timed out")
                ? silent()
                : unanswered("gave no session: " + SqlFailure.of(e, false).message());
    }

    private Problem silent() {
        String seconds = url.parameters()
                .getOrDefault(PGProperty.CONNECT_TIMEOUT.getName(), String.valueOf(ANSWER_WITHIN.toSeconds()));
        return unanswered("did not answer within " + seconds + " s");
    }

    private Problem unanswered(String how) {
        return Problem.of(ProblemCode.PB402, "The server at " + where() + " " + how)
                .hint("is it running, and are host and port right? Nothing was changed");
    }

    private String where() {
        return url.host() + ":" + url.port();
    }
}
