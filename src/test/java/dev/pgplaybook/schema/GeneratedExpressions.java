package dev.pgplaybook.schema;

import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Expressions over the columns that every generated table has, in many of the forms that a server could print in more than one way. */
final class GeneratedExpressions {

    /** Of every generated table. */
    static final List<String> INTS = List.of("n", "m", "big");

    static final List<String> TEXTS = List.of("name", "\"Code\"", "state", "pad");

    private final Random random;

    GeneratedExpressions(Random random) {
        this.random = random;
    }

    String bool(int depth) {
        if (depth == 0) {
            return one(
                    one(INTS) + " " + one("<", ">", "=", "<>", ">=", "!=") + " " + constant(),
                    one(INTS) + " BETWEEN " + constant() + " AND " + constant(),
                    one(INTS) + " NOT BETWEEN SYMMETRIC " + constant() + " AND " + constant(),
                    one(INTS) + one(" IN (", " NOT IN (") + list(i -> constant()) + ")",
                    one(TEXTS) + one(" IN (", " NOT IN (") + list(i -> text()) + ")",
                    one(TEXTS) + " = ANY (ARRAY[" + list(i -> text()) + "])",
                    one(TEXTS) + " = ANY ('{a,b}')",
                    "(" + one(TEXTS) + ")::text = ANY (ARRAY[" + list(i -> text()) + "]::text[])",
                    one(TEXTS) + one(" LIKE ", " ILIKE ", " NOT LIKE ", " ~ ", " ~* ", " !~ ", " < ") + text(),
                    one(TEXTS) + " IS " + one("NOT ", "") + "NULL",
                    one(INTS) + " IS " + one("NOT ", "") + "DISTINCT FROM " + constant(),
                    "flag",
                    "NOT flag",
                    "flag IS NOT TRUE",
                    "mood " + one("=", "<", "<>") + " 'glad'",
                    "mood IN ('sad', 'glad')",
                    "price >= -0.5 AND price < 1e3",
                    "price IN (1, 2.5)",
                    "born > '2020-02-29'",
                    "born > DATE '2020-02-29' - 7",
                    "at < TIMESTAMP '2020-01-01 10:00' + INTERVAL '1 day'",
                    "extract(year FROM born) > 2000",
                    "meta ->> 'a' = 'b'",
                    "meta @> '{\"a\": 1}'",
                    "meta #>> '{a,b}' IS NOT NULL",
                    "tags && ARRAY['a', 'b']",
                    "tags[1] = 'a'",
                    "'a' = ANY (tags)",
                    "array_length(tags, 1) > 0",
                    "(n, m) < (1, -2)",
                    "(n, name) = (1, 'a')",
                    "ROW(n, m) IS NOT NULL",
                    "position('a' IN name) > 0",
                    "substring(name FROM 1 FOR 2) = 'ab'",
                    "trim(both ' ' FROM name) <> ''",
                    "char_length(state) < 9",
                    "pad = 'x'",
                    "name COLLATE \"C\" < 'z'",
                    "name SIMILAR TO 'a%'");
        }
        return switch (random.nextInt(7)) {
            case 0, 1 -> bool(depth - 1) + " AND " + bool(depth - 1);
            case 2 -> "(" + bool(depth - 1) + " OR " + bool(depth - 1) + ")";
            case 3 -> "NOT (" + bool(depth - 1) + ")";
            case 4 -> "CASE WHEN " + bool(depth - 1) + " THEN " + bool(0) + " ELSE false END";
            case 5 -> number(depth) + one(" < ", " <> ") + number(depth - 1);
            default -> string(depth) + " = " + string(depth - 1);
        };
    }

    String number(int depth) {
        if (depth == 0) {
            return one(
                    one(INTS),
                    constant(),
                    "length(name)",
                    "coalesce(n, -1)",
                    "CAST(price AS int)",
                    "abs(m)",
                    "n::bigint",
                    "- n");
        }
        return "(" + number(depth - 1) + one(" + ", " - ", " * ", " % ") + number(depth - 1) + ")";
    }

    String string(int depth) {
        if (depth == 0) {
            return one(
                    one(TEXTS),
                    text(),
                    "lower(name)",
                    "upper(state)",
                    "coalesce(name, '')",
                    "nullif(state, 'a')",
                    "left(name, -1)",
                    "CAST(n AS text)");
        }
        return "(" + string(depth - 1) + " || " + string(0) + ")";
    }

    String constant() {
        return one("1", "-1", "0", "-7", "42", "'5'", "2147483648", "-(3)", "+4", "1::smallint", "'-9'::int");
    }

    String text() {
        return one("'a'", "'it''s'", "''", "'b'::varchar", "'c'::text", "E'\\\\d'", "'x\"y'");
    }

    @SafeVarargs
    final <T> T one(T... options) {
        return options[random.nextInt(options.length)];
    }

    <T> T one(List<T> options) {
        return options.get(random.nextInt(options.size()));
    }

    private String list(IntFunction<String> element) {
        return IntStream.range(0, 1 + random.nextInt(4)).mapToObj(element).collect(Collectors.joining(", "));
    }
}
