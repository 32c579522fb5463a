package dev.pgplaybook.migration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** SHA-256 of a script's text in UTF-8, as 64 lower-case hexadecimal digits. */
public record Checksum(String hex) {

    private static final int DIGITS = 64;

    /** Enough of it for a person to tell it from another. */
    private static final int SHORT = 8;

    public static Checksum of(String script) {
        return new Checksum(HexFormat.of().formatHex(digest(script)));
    }

    /**
     * Whether a row's checksum is that of the script, or of the script with the other platform's line breaks. What is not 64 digits
     * long was written by an early Prisma, which left out the leading zero of each byte.
     */
    public static boolean matches(String recorded, String script) {
        String lf = script.replace("\r\n", "\n");
        boolean early = !recorded.isEmpty() && recorded.length() != DIGITS;
        return Stream.of(script, lf, lf.replace("\n", "\r\n"))
                .map(text -> early ? unpadded(digest(text)) : of(text).hex)
                .anyMatch(recorded::equals);
    }

    static String shortened(String recorded) {
        return recorded.length() <= SHORT ? recorded : recorded.substring(0, SHORT);
    }

    private static String unpadded(byte[] digest) {
        StringBuilder hex = new StringBuilder();
        for (byte each : digest) {
            hex.append(Integer.toHexString(Byte.toUnsignedInt(each)));
        }
        return hex.toString();
    }

    private static byte[] digest(String script) {
        return sha256().digest(script.getBytes(StandardCharsets.UTF_8));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
