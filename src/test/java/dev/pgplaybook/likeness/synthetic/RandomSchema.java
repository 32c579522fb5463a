package dev.pgplaybook.likeness.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The SQL of a made-up schema: tables with keys, references, conditions and defaults, at random but the same for the same seed. */
final class RandomSchema {

    private static final String[] TYPES = {
        "int",
        "bigint",
        "smallint",
        "text",
        "varchar(12)",
        "char(6)",
        "numeric(10, 3)",
        "numeric",
        "double precision",
        "date",
        "timestamp(3)",
        "timestamptz",
        "uuid",
        "boolean",
        "jsonb",
        "mood",
        "int[]",
        "text[]",
        "positive",
        "inet",
        "bytea",
        "int4range",
        "interval",
        "bit(8)",
        "time"
    };

    private final Random random;
    private final StringBuilder sql = new StringBuilder(
            "CREATE TYPE mood AS ENUM ('sad', 'fine', 'glad'); CREATE DOMAIN positive AS int CHECK (VALUE > 0 AND VALUE < 100000);\n");
    private final List<List<String>> keys = new ArrayList<>();

    private RandomSchema(long seed) {
        random = new Random(seed);
    }

    static String of(long seed) {
        RandomSchema schema = new RandomSchema(seed);
        int tables = 2 + schema.random.nextInt(5);
        for (int i = 0; i < tables; i++) {
            schema.table(i);
        }
        return schema.sql.toString();
    }

    private void table(int number) {
        List<String> parts = new ArrayList<>();
        List<String> rules = new ArrayList<>();
        boolean composite = one(4) && number > 0;
        keys.add(composite ? List.of("a", "b") : List.of("id"));
        if (composite) {
            parts.add("a " + pick("int", "text", "uuid", "mood") + " NOT NULL");
            parts.add("b " + pick("int", "date", "smallint") + " NOT NULL");
            rules.add("PRIMARY KEY (a, b)");
        } else {
            parts.add("id "
                    + pick(
                            "serial",
                            "int GENERATED ALWAYS AS IDENTITY",
                            "uuid DEFAULT gen_random_uuid()",
                            "text",
                            "bigint")
                    + " PRIMARY KEY");
        }
        int columns = 1 + random.nextInt(7);
        for (int i = 0; i < columns; i++) {
            column("c" + i, parts, rules);
        }
        references(number, parts, rules);
        parts.addAll(rules);
        sql.append("CREATE TABLE t")
                .append(number)
                .append(" (")
                .append(String.join(", ", parts))
                .append(");\n");
        if (parts.contains("c0 text NOT NULL") && one(2)) {
            sql.append("CREATE UNIQUE INDEX ON t").append(number).append(" (lower(c0));\n");
        }
    }

    private void column(String name, List<String> parts, List<String> rules) {
        String type = TYPES[random.nextInt(TYPES.length)];
        parts.add(name + " " + type + (one(2) ? " NOT NULL" : ""));
        boolean number = List.of("int", "bigint", "smallint", "numeric(10, 3)", "numeric", "double precision")
                .contains(type);
        boolean text = List.of("text", "varchar(12)").contains(type);
        if (one(4)
                && !type.equals("boolean")
                && !type.equals("mood")
                && !type.startsWith("bit")
                && !type.equals("jsonb")) {
            rules.add("UNIQUE (" + name + ")");
        }
        if (number && one(2)) {
            rules.add("CHECK (" + name
                    + pick(" > 5", " BETWEEN 1 AND 20000", " <> 0", " >= 0.5", " < 30000 AND " + name + " > -4") + ")");
        }
        if (text && one(2)) {
            rules.add("CHECK ("
                    + pick(
                            "length(" + name + ") >= 3",
                            name + " <> ''",
                            name + " ~ '^[a-z0-9]{4,10}$'",
                            name + " LIKE 'x%'",
                            "length(" + name + ") % 2 = 0",
                            name + " = lower(" + name + ")")
                    + ")");
        }
        if (type.equals("date") && one(2)) {
            rules.add("CHECK (" + name + pick(" > DATE '2020-01-01'", " <= DATE '2019-05-05'") + ")");
        }
    }

    private void references(int number, List<String> parts, List<String> rules) {
        for (int other = 0; other <= number; other++) {
            if (!one(2) || keys.get(other).size() > 1) {
                continue;
            }
            String column = "r" + other;
            String type = typeOfKey(other, number, parts);
            boolean self = other == number;
            parts.add(column + " " + type + (self || one(2) ? "" : " NOT NULL"));
            rules.add("FOREIGN KEY (" + column + ") REFERENCES t" + other);
            if (one(5) && !self) {
                rules.add("UNIQUE (" + column + ")");
            }
        }
    }

    /** As it was written in the other table's first column. */
    private String typeOfKey(int other, int number, List<String> parts) {
        String written = other == number
                ? parts.get(0)
                : sql.substring(
                        sql.indexOf("CREATE TABLE t" + other + " (") + ("CREATE TABLE t" + other + " (").length());
        String type = written.split(" ", -1)[1];
        return type.equals("serial") ? "int" : type;
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
