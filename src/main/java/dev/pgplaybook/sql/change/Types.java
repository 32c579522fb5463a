package dev.pgplaybook.sql.change;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Type names as people write them, brought to one form. */
public final class Types {

    private static final Pattern ARGUMENTS = Pattern.compile("\\(\\s*(\\d+)\\s*(?:,\\s*(-?\\d+)\\s*)?\\)");

    private Types() {}

    public static boolean isSerial(String type) {
        return plain(type).endsWith("serial");
    }

    /** In small letters, one blank between words, without arguments, by the name that PostgreSQL prints. */
    public static String plain(String type) {
        String words = ARGUMENTS
                .matcher(type.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .replaceAll("\\s+", " ")
                .strip()
                .replace("pg_catalog.", "");
        return switch (words) {
            case "varchar", "char varying" -> "character varying";
            case "char", "bpchar" -> "character";
            case "int", "int4" -> "integer";
            case "int8" -> "bigint";
            case "int2" -> "smallint";
            case "decimal" -> "numeric";
            case "bool" -> "boolean";
            case "float8", "float" -> "double precision";
            case "float4" -> "real";
            case "timestamp" -> "timestamp without time zone";
            case "timestamptz" -> "timestamp with time zone";
            case "time" -> "time without time zone";
            case "timetz" -> "time with time zone";
            case "varbit" -> "bit varying";
            default -> words;
        };
    }

    /** The first argument in parentheses: a length or a precision. */
    public static OptionalInt first(String type) {
        return argument(type, 1);
    }

    /** The second: a scale. */
    public static OptionalInt second(String type) {
        return argument(type, 2);
    }

    private static OptionalInt argument(String type, int group) {
        Matcher matcher = ARGUMENTS.matcher(type);
        return matcher.find()
                        && matcher.group(group) != null
                        && matcher.group(group).length() < 9
                ? OptionalInt.of(Integer.parseInt(matcher.group(group)))
                : OptionalInt.empty();
    }
}
