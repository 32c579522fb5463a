package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Session;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A sandbox's database on a server that has others. Its name says whose it is and since when, by the server's own clock; its comment
 * says which process it belongs to. Nothing without such a name is ever dropped.
 */
record ServerDatabase(String name) {

    /** As PostgreSQL understands it. */
    static final String PATTERN = "^pgplaybook_[0-9]{14}_[0-9a-f]{8}$";

    /** Where in the name the fourteen digits of its time stand, counted from 1. */
    static final int TIME_AT = "pgplaybook_".length() + 1;

    private static final String MARK = "sandbox of pgplaybook: ";

    private static final String KEPT = MARK + "kept until it is taken down";

    private static final SecureRandom RANDOM = new SecureRandom();

    static ServerDatabase newOn(Session session) {
        byte[] random = new byte[4];
        RANDOM.nextBytes(random);
        String time = session.one("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS')")
                .text(0);
        return new ServerDatabase("pgplaybook_" + time + "_" + HexFormat.of().formatHex(random));
    }

    /** From the pristine template: what the operator has put into the other one is not of an empty database. */
    String create() {
        return "CREATE DATABASE " + Identifiers.quote(name) + " TEMPLATE template0";
    }

    String mark(String label, Owner owner) {
        return "COMMENT ON DATABASE " + Identifiers.quote(name) + " IS "
                + Identifiers.literal(MARK + label + ", " + owner);
    }

    /** What it says once it is to outlive its process. */
    String markKept() {
        return "COMMENT ON DATABASE " + Identifiers.quote(name) + " IS " + Identifiers.literal(KEPT);
    }

    static boolean isKept(String comment) {
        return comment.equals(KEPT);
    }

    String drop() {
        return "DROP DATABASE IF EXISTS " + Identifiers.quote(name) + " WITH (FORCE)";
    }

    static Optional<Owner> owner(String comment) {
        return comment.startsWith(MARK) ? Owner.in(comment) : Optional.empty();
    }
}
