package dev.pgplaybook.playbook;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** The types of YAML 1.2's core schema, by which an unquoted scalar is a number, a boolean, null or a text. */
final class CoreSchema {

    private static final Pattern NULL = Pattern.compile("null|Null|NULL|~|");
    private static final Pattern TRUE = Pattern.compile("true|True|TRUE");
    private static final Pattern FALSE = Pattern.compile("false|False|FALSE");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    /** Beyond any number of a database that is worth comparing, and short enough to be read in no time. */
    private static final int LONGEST_NUMBER = 1000;

    private CoreSchema() {}

    /** The scalar's value; empty for a number that no value stands for. */
    static Optional<Scalar> resolve(String plain) {
        if (NULL.matcher(plain).matches()) {
            return Optional.of(Scalar.NULL);
        }
        if (TRUE.matcher(plain).matches() || FALSE.matcher(plain).matches()) {
            return Optional.of(new Scalar(TRUE.matcher(plain).matches()));
        }
        if (NOT_FINITE.matcher(plain).matches()) {
            return Optional.empty();
        }
        return isNumber(plain) ? number(plain).map(Scalar::new) : Optional.of(new Scalar(plain));
    }

    private static boolean isNumber(String plain) {
        return DECIMAL.matcher(plain).matches()
                || OCTAL.matcher(plain).matches()
                || HEXADECIMAL.matcher(plain).matches();
    }

    private static Optional<BigDecimal> number(String plain) {
        if (plain.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        if (OCTAL.matcher(plain).matches()) {
            return Optional.of(new BigDecimal(new BigInteger(plain.substring(2), 8)));
        }
        if (HEXADECIMAL.matcher(plain).matches()) {
            return Optional.of(new BigDecimal(new BigInteger(plain.substring(2), 16)));
        }
        return decimal(plain);
    }

    private static Optional<BigDecimal> decimal(String plain) {
        try {
            BigDecimal number = new BigDecimal(plain);
            return Math.abs((long) number.scale()) > LONGEST_NUMBER ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException outOfRange) {
            return Optional.empty();
        }
    }
}
