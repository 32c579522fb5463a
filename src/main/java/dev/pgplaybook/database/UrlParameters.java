package dev.pgplaybook.database;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Suggestion;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A URL's parameters, from libpq's, Prisma's and pgjdbc's names to pgjdbc's. What would be left out to no harm is left out; what would
 * be weaker or somewhere else without it is refused.
 */
final class UrlParameters {

    /** libpq's names, and pgjdbc's for the same. */
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
            Map.entry("krbsrvname", "kerberosServerName"),
            Map.entry("options", "options"),
            Map.entry("target_session_attrs", "targetServerType"),
            Map.entry("require_auth", "requireAuth"));

    /** The variables that libpq takes the same from. */
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("PGSSLMODE", "sslmode"),
            Map.entry("PGSSLROOTCERT", "sslrootcert"),
            Map.entry("PGSSLCERT", "sslcert"),
            Map.entry("PGSSLKEY", "sslkey"),
            Map.entry("PGSSLNEGOTIATION", "sslnegotiation"),
            Map.entry("PGCHANNELBINDING", "channel_binding"),
            Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"),
            Map.entry("PGGSSENCMODE", "gssencmode"),
            Map.entry("PGKRBSRVNAME", "krbsrvname"),
            Map.entry("PGOPTIONS", "options"),
            Map.entry("PGTARGETSESSIONATTRS", "target_session_attrs"),
            Map.entry("PGREQUIREAUTH", "require_auth"));

    /** Without meaning for a session of ours: pool sizes, statement caches, keep-alives, the application's name. */
    private static final Set<String> DROPPED = Set.of(
            "connection_limit",
            "max_idle_connection_lifetime",
            "pool_timeout",
            "statement_cache_size",
            "socket_timeout",
            "single_use_connections",
            "application_name",
            "fallback_application_name",
            "client_encoding",
            "keepalives",
            "keepalives_idle",
            "keepalives_interval",
            "keepalives_count",
            "tcp_user_timeout",
            "load_balance_hosts",
            "sslsni",
            "sslcompression",
            "gssdelegation",
            "ApplicationName",
            "defaultRowFetchSize",
            "loginTimeout",
            "prepareThreshold",
            "preparedStatementCacheQueries",
            "preparedStatementCacheSizeMiB",
            "reWriteBatchedInserts",
            "socketTimeout",
            "stringtype",
            "tcpKeepAlive");

    /** What the driver cannot do, or this program must not, with what to do instead. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("service", "write the service's host, port and database into the URL"),
            Map.entry("passfile", "set PGPASSFILE to the file, or keep the password in ~/.pgpass"),
            Map.entry("hostaddr", "write the address as the URL's host"),
            Map.entry("replication", "leave it out: migrations need an ordinary session"),
            Map.entry("requirepeer", "leave it out, and write the host as localhost"),
            Map.entry("sslcrl", "leave it out if certificates that were withdrawn may be accepted"),
            Map.entry("sslcrldir", "leave it out if certificates that were withdrawn may be accepted"),
            Map.entry("sslcertmode", "leave it out; a certificate is sent where the server asks for one"),
            Map.entry("sslidentity", "give the certificate and its key as sslcert and sslkey"),
            Map.entry("ssl_min_protocol_version", "leave it out if the versions that Java allows will do"),
            Map.entry("ssl_max_protocol_version", "leave it out if the versions that Java allows will do"));

    private static final String JAVAS_CERTIFICATES = "org.postgresql.ssl.DefaultJavaSSLFactory";

    private static final String WHOLE_NUMBER = "[0-9]{1,6}";

    /** What a value must look like, where the driver would say it late or not at all. */
    private static final Map<String, String> VALUES = Map.of(
            "sslmode", "disable|allow|prefer|require|verify-ca|verify-full",
            "channelBinding", "disable|prefer|require",
            "gssEncMode", "disable|allow|prefer|require",
            "sslNegotiation", "postgres|direct",
            "connectTimeout", WHOLE_NUMBER,
            "targetServerType", "any|primary|master|slave|secondary|preferSlave|preferSecondary|preferPrimary");

    private static final Map<String, String> SERVER_TYPES = Map.of(
            "read-write", "primary",
            "read-only", "secondary",
            "standby", "secondary",
            "prefer-standby", "preferSecondary");

    private UrlParameters() {}

    /**
     * By pgjdbc's names.
     *
     * @param query what the URL says and nobody has taken yet
     * @throws ProblemException PB401
     */
    static Map<String, String> read(Map<String, String> query, Map<String, String> environment, boolean jdbc) {
        Map<String, String> known = new LinkedHashMap<>();
        VARIABLES.forEach((variable, name) -> {
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty()) {
                put(known, name, value);
            }
        });
        query.forEach((name, value) -> put(known, name, jdbc && name.equals("ssl") ? "jdbc " + value : value));
        systemsCertificates(known);
        return known;
    }

    /** The same again by libpq's names, for programs that speak libpq; which of several servers is meant is settled by then. */
    static SortedMap<String, String> libpq(Map<String, String> parameters) {
        SortedMap<String, String> libpq = new TreeMap<>();
        RENAMED.forEach((name, renamed) -> {
            String value = parameters.get(renamed);
            if (value != null && !renamed.equals("targetServerType")) {
                libpq.put(name, value);
            }
        });
        if (JAVAS_CERTIFICATES.equals(parameters.get("sslfactory"))) {
            libpq.put("sslrootcert", "system");
        }
        return libpq;
    }

    /** The same as libpq's variables. */
    static Map<String, String> variables(Map<String, String> parameters) {
        Map<String, String> libpq = libpq(parameters);
        Map<String, String> variables = new HashMap<>();
        VARIABLES.forEach((variable, name) -> {
            if (libpq.containsKey(name)) {
                variables.put(variable, libpq.get(name));
            }
        });
        return variables;
    }

    private static void put(Map<String, String> known, String name, String value) {
        if (RENAMED.containsKey(name) || RENAMED.containsValue(name)) {
            String renamed = RENAMED.getOrDefault(name, name);
            String meant = renamed.equals("targetServerType") ? SERVER_TYPES.getOrDefault(value, value) : value;
            requireKnownValue(renamed, name, meant);
            known.put(renamed, meant);
        } else if (name.equals("ssl")) {
            ssl(known, value);
        } else if (name.equals("sslaccept")) {
            sslAccept(known, value);
        } else if (REFUSED.containsKey(name)) {
            throw Problem.of(
                            ProblemCode.PB401,
                            "The connection URL has the parameter " + name + ", which has no effect here")
                    .hint(REFUSED.get(name))
                    .asException();
        } else if (!DROPPED.contains(name)) {
            throw Problem.of(ProblemCode.PB401, "The connection URL has the unknown parameter " + name)
                    .hint(Suggestion.hint(
                            name, RENAMED.keySet().stream().sorted().toList()))
                    .asException();
        }
    }

    private static void requireKnownValue(String renamed, String name, String value) {
        String pattern = VALUES.get(renamed);
        if (pattern != null && !value.matches(pattern)) {
            throw Problem.of(
                            ProblemCode.PB401,
                            "The connection's parameter " + name + " has a value that it cannot have: " + value)
                    .hint(
                            pattern.equals(WHOLE_NUMBER)
                                    ? "write whole seconds"
                                    : "write one of " + pattern.replace("|", ", "))
                    .asException();
        }
    }

    /** To libpq ssl=true is sslmode=require; to pgjdbc it is the strictest of all. */
    private static void ssl(Map<String, String> known, String value) {
        if (value.endsWith("true")) {
            known.putIfAbsent("sslmode", value.startsWith("jdbc ") ? "verify-full" : "require");
        }
    }

    /** Prisma's word for whether the certificate is looked at. */
    private static void sslAccept(Map<String, String> known, String value) {
        if (value.equals("strict")) {
            known.put("sslmode", "verify-full");
        }
    }

    /** libpq's word for the certificates that the machine trusts; of the driver's, those that Java trusts come nearest. */
    private static void systemsCertificates(Map<String, String> known) {
        if ("system".equals(known.get("sslrootcert"))) {
            known.remove("sslrootcert");
            known.put("sslmode", "verify-full");
            known.put("sslfactory", JAVAS_CERTIFICATES);
        }
    }
}
