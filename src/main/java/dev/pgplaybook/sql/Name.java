package dev.pgplaybook.sql;

/** Names as SQL writes them, and which of them are the same. */
public final class Name {

    private Name() {}

    /** What is meant: small letters outside quotes, and no quotes. */
    public static String meant(String name) {
        StringBuilder meant = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            quoted ^= c == '"';
            if (c != '"') {
                meant.append(quoted ? c : Character.toLowerCase(c));
            }
        }
        return meant.toString();
    }

    /** Whether both may name one object: a name without a schema may be any schema's. */
    public static boolean isSame(String one, String other) {
        String a = meant(one);
        String b = meant(other);
        return a.equals(b) || a.endsWith("." + b) || b.endsWith("." + a);
    }
}
