package dev.pgplaybook.database;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Suggestion;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads connection URLs as libpq, JDBC and Prisma write them. By hand, since {@code java.net.URI} refuses passwords and hosts that
 * libpq takes, and quotes the whole URL, password included, when it fails.
 */
final class UrlParser {

    /** libpq's and Prisma's names, and pgjdbc's for the same. */
    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("sslmode", "sslmode"),
            Map.entry("sslrootcert", "sslrootcert"),
            Map.entry("sslcert", "sslcert"),
            Map.entry("sslkey", "sslkey"),
            Map.entry("sslpassword", "sslpassword"),
            Map.entry("sslnegotiation", "sslNegotiation"),
            Map.entry("channel_binding", "channelBinding"),
            Map.entry("connect_timeout", "connectTimeout"),
            Map.entry("gssencmode", "gssEncMode"),
            Map.entry("options", "options"),
            Map.entry("target_session_attrs", "targetServerType"),
            Map.entry("require_auth", "requireAuth"));

    /** Known, and without meaning for a session of ours: pool sizes, statement caches, the application's name. */
    private static final Set<String> DROPPED = Set.of(
            "connection_limit",
            "pool_timeout",
            "statement_cache_size",
            "socket_timeout",
            "sslaccept",
            "sslidentity",
            "application_name",
            "ApplicationName",
            "fallback_application_name",
            "keepalives",
            "keepalives_idle",
            "keepalives_interval",
            "keepalives_count",
            "single_use_connections");

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
        boolean pooled = "true".equals(query.remove("pgbouncer"));
        String host = host(hostAndPort, query);
        int port = port(hostAndPort, query);
        return new DatabaseUrl(
                host, port, database, user, password, parameters(query), schema, pooled || namedPooler(host, port));
    }

    /** Neon and Supabase say in the host's name that it is their pooler; Supabase's session mode is on 5432. */
    private static boolean namedPooler(String host, int port) {
        boolean neon = host.endsWith(".neon.tech") && host.contains("-pooler.");
        boolean supabase = host.endsWith(".pooler.supabase.com") && port == 6543;
        return neon || supabase;
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
        String host = hostAndPort.startsWith("[") && hostAndPort.contains("]")
                ? hostAndPort.substring(1, hostAndPort.indexOf(']'))
                : hostAndPort.replaceFirst(":.*", "");
        return first(query.remove("host"), decode(host), environment.get("PGHOST"))
                .filter(h -> !h.startsWith("/"))
                .orElse("localhost");
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

    private static Map<String, String> parameters(Map<String, String> query) {
        Map<String, String> known = new LinkedHashMap<>();
        query.forEach((name, value) -> {
            if (RENAMED.containsKey(name)) {
                known.put(RENAMED.get(name), targetServer(name, value));
            } else if (RENAMED.containsValue(name)) {
                known.put(name, value);
            } else if (!DROPPED.contains(name)) {
                throw Problem.of(ProblemCode.PB401, "The connection URL has the unknown parameter " + name)
                        .hint(Suggestion.hint(
                                name, RENAMED.keySet().stream().sorted().toList()))
                        .asException();
            }
        });
        return known;
    }

    private static String targetServer(String name, String value) {
        boolean renamed = name.equals("target_session_attrs");
        return renamed && value.equals("read-write")
                ? "primary"
                : renamed ? value.replace("standby", "secondary") : value;
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
        return Problem.of(ProblemCode.PB401, message)
                .hint("write postgresql://USER:PASSWORD@HOST:5432/DATABASE, with special characters as %40 for @")
                .asException();
    }
}
