package dev.pgplaybook.database;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The poolers that hosts and ports name, and the way round each of them. */
final class KnownPoolers {

    private static final String SUPABASE = ".pooler.supabase.com";

    private static final String SUPABASE_DIRECT = ".supabase.co";

    /** Supabase's shared pooler takes the project's name from the role: {@code postgres.abcdefgh}. */
    private static final Pattern SUPABASE_ROLE = Pattern.compile("[^.]+\\.([a-z0-9]+)");

    private KnownPoolers() {}

    /** Supabase's session mode is on 5432 of the same host, and a session there is like any other. */
    static Pooling named(String host, int port) {
        if (isNeon(host)) {
            return Pooling.shown("the host's name is that of Neon's pooler");
        }
        boolean supabase = host.endsWith(SUPABASE) || host.endsWith(SUPABASE_DIRECT);
        return supabase && port == 6543
                ? Pooling.shown("port 6543 is Supabase's pooler in transaction mode")
                : Pooling.NOT_ASKED;
    }

    /** What to write instead, as a hint. */
    static String wayRound(DatabaseUrl url) {
        String host = url.host();
        if (isNeon(host)) {
            return "use Neon's direct host: " + host.replaceFirst("-pooler\\.", ".");
        } else if (host.endsWith(SUPABASE)) {
            return "use port 5432 of the same host, which is its session mode" + supabaseDirect(url.user());
        } else if (host.endsWith(SUPABASE_DIRECT)) {
            return "use port 5432 of the same host, which is the database itself";
        } else if (host.endsWith(".db.ondigitalocean.com")) {
            return "use port 25060 of the same host and the database's own name, which is the database itself";
        }
        return "use the direct URL of the database, often kept as DIRECT_URL"
                + (url.port() == 6432 ? " and usually on port 5432" : "")
                + "; a pool with pool_mode = session will do as well";
    }

    private static String supabaseDirect(String role) {
        Matcher matcher = SUPABASE_ROLE.matcher(role);
        return matcher.matches() ? ", or the direct host db." + matcher.group(1) + SUPABASE_DIRECT : "";
    }

    private static boolean isNeon(String host) {
        return host.contains("-pooler.") && (host.endsWith(".neon.tech") || host.endsWith(".neon.build"));
    }
}
