package dev.pgplaybook.likeness.synthetic;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Values of the built-in scalar types. */
final class BaseValues {

    private static final int HEADER = 4;

    private final Map<String, Values> fixed = new HashMap<>();

    BaseValues() {
        bits();
        network();
        documents();
        shapes();
        numbers();
    }

    /** Empty for a type that is not built in. */
    Optional<Values> find(String column, Type type, int modifier, Restriction restriction) {
        return switch (type.name()) {
            case "int2" -> Optional.of(NumberValues.between(Short.MIN_VALUE, Short.MAX_VALUE, 0, restriction));
            case "int4" -> Optional.of(NumberValues.between(Integer.MIN_VALUE, Integer.MAX_VALUE, 0, restriction));
            case "int8" -> Optional.of(NumberValues.between(-Values.MANY * 4, Values.MANY * 4, 0, restriction));
            case "numeric" -> Optional.of(numeric(modifier, restriction));
            case "float4" -> Optional.of(NumberValues.between(-999_999, 999_999, 2, restriction));
            case "float8" -> Optional.of(NumberValues.between(-Values.MANY, Values.MANY, 2, restriction));
            case "money" -> Optional.of(NumberValues.between(-Values.MANY, Values.MANY, 2, restriction));
            case "bool" -> Optional.of(FormedValues.of(2, (n, out) -> out.append(n == 0 ? 'f' : 't')));
            case "date" -> Optional.of(TimeValues.dates(restriction));
            case "timestamp" -> Optional.of(TimeValues.timestamps(restriction, ""));
            case "timestamptz" -> Optional.of(TimeValues.timestamps(restriction, "+00"));
            case "bit" -> Optional.of(binary(Math.max(1, modifier)));
            case "varbit" -> Optional.of(binary(modifier > 0 ? modifier : 40));
            case "name" -> Optional.of(text(column, 60, restriction));
            case "varchar", "bpchar" ->
                Optional.of(text(column, modifier > 0 ? modifier - HEADER : defaultLength(type), restriction));
            default -> Optional.ofNullable(fixed.get(type.name())).or(() -> textLike(column, type, restriction));
        };
    }

    /** A type of an extension's that calls itself a text, such as citext. */
    private static Optional<Values> textLike(String column, Type type, Restriction restriction) {
        return type.category() == 'S' ? Optional.of(text(column, Integer.MAX_VALUE, restriction)) : Optional.empty();
    }

    private static int defaultLength(Type type) {
        return type.name().equals("bpchar") ? 1 : Integer.MAX_VALUE;
    }

    private static Values text(String column, int room, Restriction restriction) {
        int most = Math.min(room, restriction.maxLength());
        if (restriction.patterns().size() == 1) {
            Optional<RegexValues> matching =
                    RegexValues.of(restriction.patterns().get(0), restriction.minLength(), most);
            if (matching.isPresent()) {
                return matching.get();
            }
        }
        return TextValues.of(column, restriction.minLength(), most);
    }

    /** The scale has eleven bits, and a sign since version 15. */
    private static Values numeric(int modifier, Restriction restriction) {
        if (modifier < HEADER) {
            return NumberValues.between(-Values.MANY, Values.MANY, 2, restriction);
        }
        int precision = ((modifier - HEADER) >> 16) & 0xffff;
        int scale = (((modifier - HEADER) & 0x7ff) ^ 1024) - 1024;
        if (scale < 0 || scale > precision) {
            return FormedValues.of(1, (n, out) -> out.append('0'));
        }
        long most = precision >= 13 ? Values.MANY : (long) Math.pow(10, precision) - 1;
        return NumberValues.between(-most, most, scale, restriction);
    }

    private static Values binary(int length) {
        int digits = Math.min(length, 40);
        return FormedValues.of(1L << digits, (n, out) -> {
            out.append("0".repeat(length - digits));
            for (int i = digits - 1; i >= 0; i--) {
                out.append((char) ('0' + (n >> i & 1)));
            }
        });
    }

    private void bits() {
        put("bytea", Values.MANY, (n, out) -> {
            String hex = Long.toHexString(n);
            out.append("\\x").append("0".repeat(16 - hex.length())).append(hex);
        });
        put("uuid", Values.MANY, BaseValues::uuid);
        put("char", 26, (n, out) -> out.append((char) ('a' + n)));
    }

    /** Of version 4 by its looks; the number stands in it scrambled, so that no two are equal. */
    private static void uuid(long number, StringBuilder out) {
        long high = (Mix.scrambled(number) & ~0xF000L) | 0x4000L;
        long low = ((number * 0x9E3779B97F4A7C15L) & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        out.append(new UUID(high, low));
    }

    private void network() {
        put("inet", 1 << 24, BaseValues::address);
        put("cidr", 1 << 24, BaseValues::address);
        put("macaddr", 1L << 40, (n, out) -> mac(n, 40, out));
        put("macaddr8", 1L << 40, (n, out) -> {
            out.append("08:00:");
            mac(n, 40, out);
        });
    }

    private static void address(long n, StringBuilder out) {
        out.append("10.")
                .append(n >> 16 & 255)
                .append('.')
                .append(n >> 8 & 255)
                .append('.')
                .append(n & 255);
    }

    private static void mac(long number, int bits, StringBuilder out) {
        out.append("08");
        for (int shift = bits - 8; shift >= 0; shift -= 8) {
            int octet = (int) (number >> shift & 255);
            out.append(':').append(Character.forDigit(octet >> 4, 16)).append(Character.forDigit(octet & 15, 16));
        }
    }

    private void documents() {
        put("json", Values.MANY, (n, out) -> out.append("{\"n\": ").append(n).append('}'));
        put("jsonb", Values.MANY, (n, out) -> out.append("{\"n\": ").append(n).append('}'));
        put("jsonpath", Values.MANY, (n, out) -> out.append("$.\"a").append(n).append('"'));
        put("xml", Values.MANY, (n, out) -> out.append("<n>").append(n).append("</n>"));
        put(
                "tsvector",
                Values.MANY,
                (n, out) -> out.append("'word' 'word").append(n).append('\''));
        put("tsquery", Values.MANY, (n, out) -> out.append("'word").append(n).append('\''));
        put("interval", 1_000_000_000, (n, out) -> out.append(n).append(" seconds"));
        fixed.put("time", TimeValues.times(""));
        fixed.put("timetz", TimeValues.times("+00"));
    }

    private void shapes() {
        put("point", Values.MANY, (n, out) -> pair(n, n + 1, out));
        put("line", Values.MANY, (n, out) -> out.append("{1,-1,").append(n).append('}'));
        for (String name : new String[] {"lseg", "path", "polygon", "box"}) {
            put(name, Values.MANY, (n, out) -> {
                out.append(name.equals("lseg") || name.equals("path") ? "[" : name.equals("polygon") ? "(" : "");
                pair(n + 1, n + 1, out);
                out.append(',');
                pair(0, 0, out);
                out.append(name.equals("lseg") || name.equals("path") ? "]" : name.equals("polygon") ? ")" : "");
            });
        }
        put("circle", Values.MANY, (n, out) -> {
            out.append('<');
            pair(n, n, out);
            out.append(",1>");
        });
    }

    private static void pair(long x, long y, StringBuilder out) {
        out.append('(').append(x).append(',').append(y).append(')');
    }

    private void numbers() {
        put("oid", Integer.MAX_VALUE, (n, out) -> out.append(n + 1));
        put("xid", Integer.MAX_VALUE, (n, out) -> out.append(n + 3));
        put("xid8", Values.MANY, (n, out) -> out.append(n + 3));
        put("cid", Integer.MAX_VALUE, (n, out) -> out.append(n));
        put("tid", Integer.MAX_VALUE, (n, out) -> pair(n, 1, out));
        put(
                "pg_lsn",
                Values.MANY,
                (n, out) -> out.append(Long.toHexString(n >> 32).toUpperCase(Locale.ROOT))
                        .append('/')
                        .append(Long.toHexString(n & 0xFFFFFFFFL).toUpperCase(Locale.ROOT)));
        put("pg_snapshot", Values.MANY, (n, out) -> snapshot(n, out));
        put("txid_snapshot", Values.MANY, (n, out) -> snapshot(n, out));
        put("int2vector", Values.MANY, (n, out) -> out.append("1 ").append(n % 30_000));
        put("oidvector", Values.MANY, (n, out) -> out.append("1 ").append(n % Integer.MAX_VALUE));
    }

    private static void snapshot(long n, StringBuilder out) {
        out.append(n + 1).append(':').append(n + 1).append(':');
    }

    private void put(String name, long size, FormedValues.Form form) {
        boolean plain = !name.equals("bytea");
        fixed.put(name, new FormedValues(size, Math.min(size, 1_000_000), plain, form));
    }
}
