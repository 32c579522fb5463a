package dev.pgplaybook.likeness;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;

/** Lets the sandbox's sequences go on where the target's are, so that a new row meets no key of the sample. */
record Sequences(Session target, Session sandbox) {

    /** Those that have given a value, and that the role may look at. */
    private static final String VALUES =
            "SELECT schemaname, sequencename, last_value::text FROM pg_sequences WHERE last_value IS NOT NULL";

    /** Sequences that belong to a column and have given no value here. */
    private static final String UNSET = """
            SELECT format('%I.%I', s.schemaname, s.sequencename), c.oid::regclass::text, quote_ident(a.attname)
            FROM pg_sequences AS s
            JOIN pg_depend AS d ON d.objid = format('%I.%I', s.schemaname, s.sequencename)::regclass
                 AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
            JOIN pg_class AS c ON c.oid = d.refobjid
            JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            WHERE s.last_value IS NULL""";

    void copy() {
        for (Row row : target.query(VALUES)) {
            String name = Identifiers.quote(row.text(0)) + "." + Identifiers.quote(row.text(1));
            sandbox.query("SELECT setval(to_regclass(?), ?::bigint)", name, row.text(2));
        }
        for (Row row : sandbox.query(UNSET)) {
            sandbox.query(
                    "SELECT setval(?::regclass, max(" + row.text(2) + ")) FROM " + row.text(1) + " HAVING max("
                            + row.text(2) + ") > 0",
                    row.text(0));
        }
    }
}
