package dev.pgplaybook.database;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a database is and who asks. Its text form holds no password, so that it can be shown and recorded.
 *
 * @param password absent where {@code ~/.pgpass} or the server's trust must do
 * @param parameters further connection parameters by pgjdbc's names
 * @param schema Prisma's {@code ?schema=}: the search path and the home of the history
 * @param pooling what is known of a pooler in transaction mode between us and the server
 */
public record DatabaseUrl(
        String host,
        int port,
        String database,
        String user,
        Optional<String> password,
        Map<String, String> parameters,
        Optional<String> schema,
        Pooling pooling) {

    private static final Duration LOOK_UP = Duration.ofSeconds(2);

    public DatabaseUrl {
        parameters = Map.copyOf(parameters);
    }

    public DatabaseUrl(
            String host,
            int port,
            String database,
            String user,
            Optional<String> password,
            Map<String, String> parameters,
            Optional<String> schema,
            boolean pooled) {
        this(
                host,
                port,
                database,
                user,
                password,
                parameters,
                schema,
                pooled ? Pooling.shown("the URL says so") : Pooling.NOT_ASKED);
    }

    /** Whether it names the same login, whatever is known of a pooler; field by field, as a record's own way takes long to get going. */
    boolean isWhereLeads(DatabaseUrl other) {
        return host.equals(other.host)
                && port == other.port
                && database.equals(other.database)
                && user.equals(other.user)
                && password.equals(other.password)
                && parameters.equals(other.parameters)
                && schema.equals(other.schema);
    }

    /** A database of our own making: no parameters, no schema, no pooler. */
    public static DatabaseUrl of(String host, int port, String database, String user, String password) {
        return new DatabaseUrl(
                host, port, database, user, Optional.of(password), Map.of(), Optional.empty(), Pooling.NOT_ASKED);
    }

    /**
     * Reads a libpq or JDBC URL; what it leaves out comes from the PG* variables.
     *
     * @throws ProblemException PB401, never with a password in it
     */
    public static DatabaseUrl parse(String url, Map<String, String> environment) {
        return new UrlParser(environment).parse(url);
    }

    public DatabaseUrl withDatabase(String name) {
        return new DatabaseUrl(host, port, name, user, password, parameters, schema, pooling);
    }

    /** The same, with the schema that another URL names, if it names one. */
    public DatabaseUrl inSchemaOf(DatabaseUrl other) {
        return new DatabaseUrl(host, port, database, user, password, parameters, other.schema, pooling);
    }

    /**
     * The same with the schema made explicit, {@code public} where none is named: Prisma sets the search path to it in any case, so
     * that neither a schema named like the role nor the role's own setting counts.
     */
    public DatabaseUrl inItsSchema() {
        Optional<String> named = Optional.of(schema.orElse("public"));
        return new DatabaseUrl(host, port, database, user, password, parameters, named, pooling);
    }

    /** Whether both names lead to one machine, as far as names tell; those that are not found soon are taken as they are. */
    public boolean isOnSameHost(DatabaseUrl other) {
        return host.equalsIgnoreCase(other.host) || !Collections.disjoint(addresses(host), addresses(other.host));
    }

    /** All addresses by which a machine calls itself are one. */
    private static Set<String> addresses(String name) {
        try {
            return CompletableFuture.supplyAsync(() -> lookedUp(name)).get(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Set.of();
        } catch (ExecutionException | TimeoutException e) {
            return Set.of();
        }
    }

    private static Set<String> lookedUp(String name) {
        try {
            return Stream.of(InetAddress.getAllByName(name))
                    .map(address -> address.isLoopbackAddress() ? "loopback" : address.getHostAddress())
                    .collect(Collectors.toSet());
        } catch (UnknownHostException e) {
            return Set.of();
        }
    }

    DatabaseUrl with(Pooling learnt) {
        return new DatabaseUrl(host, port, database, user, password, parameters, schema, learnt);
    }

    public boolean pooled() {
        return pooling.isShown();
    }

    /**
     * Session locks and settings do not survive a pooler in transaction mode.
     *
     * @param what is reached so, as the subject of a sentence
     * @throws ProblemException PB408 with the way round it
     */
    public void requireDirect(String what) {
        if (pooled()) {
            throw Problem.of(
                            ProblemCode.PB408,
                            what + " is reached through a pooler in transaction mode at " + authority() + ": "
                                    + pooling.said())
                    .hint(KnownPoolers.wayRound(this))
                    .asException();
        }
    }

    /** Host and port, as they are shown. */
    String authority() {
        return bracketed() + ":" + port;
    }

    /** The URL for a program that speaks libpq. It holds the password: hand it over in an environment, never show it. */
    public String withPassword() {
        String secret = password.map(p -> ":" + encode(p)).orElse("");
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        schema.ifPresent(s -> query.add("schema=" + encode(s)));
        UrlParameters.libpq(parameters).forEach((name, value) -> {
            // Encryption that is not insisted on needs no word, and some programs do not know this one.
            if (!value.equals("disable")) {
                query.add(name + "=" + encode(value));
            }
        });
        return "postgresql://" + encode(user) + secret + "@" + authority() + "/" + encode(database) + query;
    }

    /** The same as libpq's variables, the password among them. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(UrlParameters.variables(parameters));
        environment.put("PGHOST", host);
        environment.put("PGPORT", String.valueOf(port));
        environment.put("PGDATABASE", database);
        environment.put("PGUSER", user);
        password.ifPresent(secret -> environment.put("PGPASSWORD", secret));
        return environment;
    }

    String jdbcUrl() {
        return "jdbc:postgresql://" + authority() + "/" + encode(database);
    }

    @Override
    public String toString() {
        String query = schema.map(s -> "?schema=" + s).orElse("");
        return "postgresql://" + user + "@" + authority() + "/" + database + query;
    }

    private String bracketed() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String encode(String part) {
        return part.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0))
                ? part
                : URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
