package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.RowChange;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Schema;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers are given by hand, and the sequence does not know. */
final class D014 {

    private D014() {}

    static Rule rule() {
        return Rule.warning("D014", "Numbers are given by hand, and the sequence does not know")
                .detects("""
                        An INSERT that gives values for a numbered column (serial or identity), without a setval or a \
                        RESTART behind it.""")
                .hurts("The sequence goes on where it was, and comes to a number that is taken.")
                .safely("setval behind the INSERT.")
                .bad("""
                        CREATE TABLE plans (id serial PRIMARY KEY, name text);
                        INSERT INTO plans (id, name) VALUES (1, 'free'), (2, 'pro');""")
                .good("""
                        CREATE TABLE plans (id serial PRIMARY KEY, name text);
                        INSERT INTO plans (id, name) VALUES (1, 'free'), (2, 'pro');
                        SELECT setval('plans_id_seq', (SELECT max(id) FROM plans));""")
                .good("""
                        CREATE TABLE plans (id serial PRIMARY KEY, name text);
                        INSERT INTO plans (id, name) VALUES (0, 'none');""")
                .good("""
                        CREATE TABLE plans (id serial PRIMARY KEY, name text);
                        INSERT INTO plans (name) VALUES ('free'), ('pro');""")
                .atEnd((scene, found) -> {
                    boolean moved = scene.script().statements().stream()
                            .anyMatch(s -> s.text().toLowerCase(Locale.ROOT).contains("setval")
                                    || s.text().toUpperCase(Locale.ROOT).contains("RESTART"));
                    if (moved) {
                        return;
                    }
                    scene.earlier(RowChange.Insert.class)
                            .filter(insert -> !isBelow(insert))
                            .forEach(insert -> insert.columns().stream()
                                    .filter(column -> insert.overriding()
                                            || scene.schema()
                                                    .column(insert.table(), column)
                                                    .filter(Schema.Column::numbered)
                                                    .isPresent())
                                    .findFirst()
                                    .ifPresent(column -> found.hazard(
                                            insert,
                                            insert.table(),
                                            "the sequence of " + column
                                                    + " does not know of these numbers, and will give them out again",
                                            "SELECT setval(pg_get_serial_sequence('"
                                                    + insert.table().replace("'", "''") + "', '" + Names.last(column)
                                                    + "'), (SELECT max(" + column + ") FROM " + insert.table()
                                                    + "));")));
                })
                .rule();
    }

    /** A single row whose first value is 0 or less: a sequence begins with 1. */
    private static boolean isBelow(RowChange.Insert insert) {
        return BELOW.matcher(insert.part().text()).find();
    }

    private static final Pattern BELOW =
            Pattern.compile("(?is)\\bVALUES\\s*\\(\\s*(0|-\\s*\\d+)\\s*,[^()]*\\)\\s*;?\\s*$");
}
