package dev.pgplaybook.database;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.postgresql.PGProperty;
import org.postgresql.util.PSQLException;

/** Says in the operator's terms why there is no connection. */
record Refusal(DatabaseUrl url, Duration waited) {

    Problem problem(SQLException e, boolean askedToStop) {
        return askedToStop
                ? Problem.of(ProblemCode.PB413, "The wait for the server at " + where() + " was stopped")
                        .hint("nothing was changed")
                : problem(e);
    }

    private Problem problem(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return switch (state) {
            case "28P01", "28000" -> unwelcome("refused the role " + url.user() + " or its password");
            case "3D000" -> noDatabase();
            case "08P01" -> outOfProtocol(e);
            case "08004" -> rejected(e);
            case "53300" -> unanswered("has no connection left for us");
            case "57P03" -> unanswered("is starting up or shutting down");
            default -> byCause(e);
        };
    }

    /** A pooler refuses under this state what it does not know; anything else that speaks like that is no server of ours. */
    private Problem outOfProtocol(SQLException e) {
        String said = said(e).orElse("");
        if (said.isEmpty()) {
            return Problem.of(ProblemCode.PB405, "What answers at " + where() + " does not speak PostgreSQL's protocol")
                    .hint("look at the URL's host and port; PostgreSQL is usually on 5432");
        } else if (said.contains("unsupported startup parameter")) {
            return Problem.of(ProblemCode.PB402, "The pooler at " + where() + " refused the connection: " + said)
                    .hint(
                            "take the parameter out of the URL or its PG* variable, or use the direct URL of the database");
        }
        return said.contains("no such database") ? noDatabase() : unanswered("refused the connection: " + said);
    }

    private Problem noDatabase() {
        return Problem.of(ProblemCode.PB404, "The server at " + where() + " has no database " + url.database())
                .hint("look at the name behind the last / of the URL; it is case-sensitive");
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
        String binding = url.parameters().getOrDefault(PGProperty.CHANNEL_BINDING.getName(), "");
        return mode.equals("require") || mode.startsWith("verify") || binding.equals("require");
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
        return unanswered("did not answer within " + Math.round(waited.toMillis() / 1000.0) + " s");
    }

    private Problem unanswered(String how) {
        return Problem.of(ProblemCode.PB402, "The server at " + where() + " " + how)
                .hint("is it running, and are host and port right? Nothing was changed");
    }

    /** What the other side itself wrote, as against what the driver makes of it. */
    private static Optional<String> said(SQLException e) {
        return e instanceof PSQLException p && p.getServerErrorMessage() != null
                ? Optional.ofNullable(p.getServerErrorMessage().getMessage())
                : Optional.empty();
    }

    private String where() {
        return url.authority();
    }
}
