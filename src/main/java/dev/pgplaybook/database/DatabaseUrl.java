package dev.pgplaybook.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Where a database is and who asks. Its text form holds no password, so that it can be shown and recorded.
 *
 * @param password absent where {@code ~/.pgpass} or the server's trust must do
 * @param parameters further connection parameters by pgjdbc's names
 * @param schema Prisma's {@code ?schema=}: the search path and the home of the history
 * @param pooled whether the URL itself says that a transaction-mode pooler stands between
 */
public record DatabaseUrl(
        String host,
        int port,
        String database,
        String user,
        Optional<String> password,
        Map<String, String> parameters,
        Optional<String> schema,
        boolean pooled) {

    public DatabaseUrl {
        parameters = Map.copyOf(parameters);
    }

    /** A database of our own making: no parameters, no schema, no pooler. */
    public static DatabaseUrl of(String host, int port, String database, String user, String password) {
        return new DatabaseUrl(host, port, database, user, Optional.of(password), Map.of(), Optional.empty(), false);
    }

    /**
     * Reads a libpq or JDBC URL; what it leaves out comes from the PG* variables.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB401, never with a password in it
     */
    public static DatabaseUrl parse(String url, Map<String, String> environment) {
        return new UrlParser(environment).parse(url);
    }

    public DatabaseUrl withDatabase(String name) {
        return new DatabaseUrl(host, port, name, user, password, parameters, schema, pooled);
    }

    /** The URL for a program that speaks libpq. It holds the password: hand it over in an environment, never show it. */
    public String withPassword() {
        String secret = password.map(p -> ":" + encode(p)).orElse("");
        String query = schema.map(s -> "?schema=" + encode(s)).orElse("");
        return "postgresql://" + encode(user) + secret + "@" + bracketed() + ":" + port + "/" + encode(database)
                + query;
    }

    String jdbcUrl() {
        return "jdbc:postgresql://" + bracketed() + ":" + port + "/" + encode(database);
    }

    @Override
    public String toString() {
        String query = schema.map(s -> "?schema=" + s).orElse("");
        return "postgresql://" + user + "@" + bracketed() + ":" + port + "/" + database + query;
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
