package dev.pgplaybook.database;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads connection URLs as libpq, JDBC and Prisma write them. By hand, since {@code java.net.URI} refuses passwords and hosts that
 * libpq takes, and quotes the whole URL, password included, when it fails.
 */
final class UrlParser {

    private final Map<String, String> environment;

    UrlParser(Map<String, String> environment) {
        this.environment = environment;
    }

    DatabaseUrl parse(String url) {
        String rest = withoutScheme(url.strip());
        int queryAt = rest.indexOf('?');
        Map<String, String> query = query(queryAt < 0 ? "" : rest.substring(queryAt + 1));
        String path = queryAt < 0 ? rest : rest.substring(0, queryAt);

        int at = path.lastIndexOf('@');
        String[] login = (at < 0 ? "" : path.substring(0, at)).split(":", 2);
        String afterLogin = path.substring(at + 1);
        int slash = afterLogin.indexOf('/');
        String hostAndPort = slash < 0 ? afterLogin : afterLogin.substring(0, slash);
        String named = slash < 0 ? "" : decode(afterLogin.substring(slash + 1));

        String user = first(query.remove("user"), decode(login[0]), environment.get("PGUSER"))
                .or(() -> Optional.ofNullable(environment.get("USER")))
                .orElse("postgres");
        Optional<String> password = first(
                query.remove("password"), login.length > 1 ? decode(login[1]) : "", environment.get("PGPASSWORD"));
        String database = first(query.remove("dbname"), named, environment.get("PGDATABASE"))
                .orElse(user);
        Optional<String> schema = first(query.remove("schema"), query.remove("currentSchema"));
        boolean pgBouncer = "true".equals(query.remove("pgbouncer"));
        String host = host(hostAndPort, query);
        int port = port(hostAndPort, query);
        Pooling pooling = pgBouncer ? Pooling.shown("the URL says pgbouncer=true") : KnownPoolers.named(host, port);
        Map<String, String> parameters = UrlParameters.read(query, environment, url.startsWith("jdbc:"));
        Optional<String> known =
                password.or(() -> PasswordFile.find(environment, host, String.valueOf(port), database, user));
        return new DatabaseUrl(host, port, database, user, known, parameters, schema, pooling);
    }

    private static String withoutScheme(String url) {
        String plain = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        for (String scheme : new String[] {"postgresql://", "postgres://"}) {
            if (plain.startsWith(scheme)) {
                return plain.substring(scheme.length());
            }
        }
        int end = plain.indexOf("://");
        String said = end < 0 || end > 20 ? "it has no scheme" : "its scheme is " + plain.substring(0, end);
        throw bad("The connection URL is not a PostgreSQL one: " + said);
    }

    private String host(String hostAndPort, Map<String, String> query) {
        String written = hostAndPort.startsWith("[") && hostAndPort.contains("]")
                ? hostAndPort.substring(1, hostAndPort.indexOf(']'))
                : hostAndPort.replaceFirst(":[^,]*\\z", "");
        Optional<String> inUrl = first(query.remove("host"), decode(written));
        if (inUrl.isEmpty() && environment.containsKey("PGSERVICE")) {
            throw refused("PGSERVICE names a service, and its file is not read here", "write the host into the URL");
        }
        String host = inUrl.or(() -> first(environment.get("PGHOST"))).orElse("localhost");
        if (host.startsWith("/") || host.startsWith("@")) {
            throw refused(
                    "The connection leads through a socket of this machine, " + host + ", which Java cannot open",
                    "write localhost as the host, where the server listens on TCP as well");
        } else if (host.contains(",")) {
            throw refused(
                    "The connection names several hosts, " + host,
                    "name one of them, the primary: what is confirmed is one server");
        }
        return host;
    }

    private int port(String hostAndPort, Map<String, String> query) {
        String written = hostAndPort.replaceFirst("^\\[[^]]*]", "").replaceFirst("^[^:]*:?", "");
        String port =
                first(query.remove("port"), written, environment.get("PGPORT")).orElse("5432");
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535 || Integer.parseInt(port) == 0) {
            throw bad("The connection URL's port must be a number from 1 to 65535");
        }
        return Integer.parseInt(port);
    }

    private static Map<String, String> query(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                found.put(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
            }
        }
        return found;
    }

    private static Optional<String> first(@Nullable String... candidates) {
        for (@Nullable String candidate : candidates) {
            if (candidate != null && !candidate.isEmpty()) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw bad("The connection URL holds a % that two hexadecimal digits must follow");
        }
    }

    private static ProblemException bad(String message) {
        return refused(
                message, "write postgresql://USER:PASSWORD@HOST:5432/DATABASE, with special characters as %40 for @");
    }

    private static ProblemException refused(String message, String hint) {
        return Problem.of(ProblemCode.PB401, message).hint(hint).asException();
    }
}
