package dev.pgplaybook.sql.change;

import dev.pgplaybook.sql.Name;
import java.util.regex.Pattern;

/** Names in SQL that is written for a person: quoted where PostgreSQL would need it, and not elsewhere. */
public final class Names {

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    private Names() {}

    /** Without its schema and its quotes. */
    public static String last(String name) {
        String meant = Name.meant(name);
        return meant.substring(meant.lastIndexOf('.') + 1);
    }

    public static String quoted(String meant) {
        return PLAIN.matcher(meant).matches() ? meant : "\"" + meant.replace("\"", "\"\"") + "\"";
    }

    /** A name made of another and a suffix, in the style of the other, within what PostgreSQL keeps of a name. */
    public static String made(String name, String suffix) {
        String base = last(name);
        int room = 63 - suffix.length();
        String made = (base.length() > room ? base.substring(0, room) : base) + suffix;
        return name.contains("\"") ? "\"" + made.replace("\"", "\"\"") + "\"" : quoted(made);
    }

    /** The schema in front of a name, with its dot; empty where there is none. */
    public static String schema(String name) {
        boolean quoted = false;
        int dot = -1;
        for (int i = 0; i < name.length(); i++) {
            quoted ^= name.charAt(i) == '"';
            dot = !quoted && name.charAt(i) == '.' ? i : dot;
        }
        return name.substring(0, dot + 1);
    }
}
