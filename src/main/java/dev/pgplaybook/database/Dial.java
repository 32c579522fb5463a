package dev.pgplaybook.database;

import dev.pgplaybook.progress.Cancellation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Calendar;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Makes the driver's connections, within bounds. A server that is asleep or starting is waited for, and the wait is shown. */
final class Dial {

    /** How long a host may take to accept the connection. */
    private static final Duration REACHED_WITHIN = Duration.ofSeconds(10);

    /** How long a server may take to wake and answer it. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);

    /** How long a second connection may take, which is not worth a long wait. */
    private static final Duration SECOND_WITHIN = Duration.ofSeconds(5);

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);

    /** "The database system is starting up", or shutting down. */
    private static final String NOT_YET = "57P03";

    private final DatabaseUrl url;
    private final SessionOptions options;

    Dial(DatabaseUrl url, SessionOptions options) {
        this.url = url;
        this.options = options;
    }

    /** The driver's class looks for its logger first, and its calendar for the world's customs. */
    static void load() {
        new Driver();
        Calendar.getInstance();
    }

    /**
     * A connection that gives up on answers that take too long, until {@link #unbounded}.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB402 to PB409, PB413 when asked to stop
     */
    @SuppressWarnings("try") // the registration is held, not used
    Connection connect() {
        Thread caller = Thread.currentThread();
        try (Waiting waiting = new Waiting(options.progress(), url.authority());
                Cancellation.Registration stopping = options.cancellation().onRequest(caller::interrupt)) {
            try {
                return awake(waiting);
            } catch (SQLException e) {
                throw new Refusal(url, waiting.took())
                        .problem(e, options.cancellation().requested())
                        .asException(e);
            }
        } finally {
            if (options.cancellation().requested()) {
                // The interrupt was for this wait alone.
                Thread.interrupted();
            }
        }
    }

    /** Another connection beside the first; none where it is refused or not answered soon. */
    Optional<Connection> second() {
        String seconds = String.valueOf(SECOND_WITHIN.toSeconds());
        try {
            return Optional.of(attempt(properties(seconds, seconds)));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /** From now on a statement may take as long as it takes. */
    static void unbounded(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, 0);
    }

    private Connection awake(Waiting waiting) throws SQLException {
        String reached = given().orElse(String.valueOf(REACHED_WITHIN.toSeconds()));
        String answered = given().orElse(String.valueOf(ANSWERED_WITHIN.toSeconds()));
        Duration limit = Duration.ofSeconds(Long.parseLong(answered));
        while (true) {
            try {
                return attempt(properties(reached, answered));
            } catch (SQLException e) {
                boolean over = waiting.took().compareTo(limit) > 0
                        || options.cancellation().requested();
                if (over || !NOT_YET.equals(e.getSQLState())) {
                    throw e;
                }
                waiting.since("which is starting up or shutting down");
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        }
    }

    private Optional<String> given() {
        return Optional.ofNullable(url.parameters().get(PGProperty.CONNECT_TIMEOUT.getName()));
    }

    /** The driver itself, not through DriverManager, which would load every driver on the class path. */
    private Connection attempt(Properties properties) throws SQLException {
        Connection connection = new Driver().connect(url.jdbcUrl(), properties);
        if (connection == null) {
            throw new IllegalStateException("the driver did not take its own URL");
        }
        return connection;
    }

    private Properties properties(String reached, String answered) {
        Properties properties = new Properties();
        properties.putAll(url.parameters());
        properties.put(PGProperty.USER.getName(), url.user());
        url.password().ifPresent(password -> properties.put(PGProperty.PASSWORD.getName(), password));
        properties.put(PGProperty.APPLICATION_NAME.getName(), options.applicationName());
        properties.put(PGProperty.CONNECT_TIMEOUT.getName(), reached);
        // A server that accepts the connection and is silent is no better than one that does not accept it.
        properties.put(PGProperty.LOGIN_TIMEOUT.getName(), answered);
        properties.put(PGProperty.SOCKET_TIMEOUT.getName(), answered);
        properties.put(PGProperty.TCP_KEEP_ALIVE.getName(), "true");
        // The name goes with the login then, instead of behind it.
        properties.put(PGProperty.ASSUME_MIN_SERVER_VERSION.getName(), "13");
        // No server-side prepared statements to invalidate: migrations change what they were prepared against, and old
        // poolers lose them.
        properties.put(PGProperty.PREPARE_THRESHOLD.getName(), "0");
        // A script may set client_encoding, as a dump of an old database does; the driver would close the connection.
        properties.put(PGProperty.ALLOW_ENCODING_CHANGES.getName(), "true");
        return properties;
    }
}
