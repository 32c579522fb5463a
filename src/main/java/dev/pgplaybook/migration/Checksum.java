package dev.pgplaybook.migration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a script's text in UTF-8, as 64 lower-case hexadecimal digits. */
public record Checksum(String hex) {

    public static Checksum of(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return new Checksum(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether a row's checksum is that of the script, or of the script with the other platform's line breaks. */
    public static boolean matches(String recorded, String script) {
        String lf = script.replace("\r\n", "\n");
        return recorded.equals(of(script).hex)
                || recorded.equals(of(lf).hex)
                || recorded.equals(of(lf.replace("\n", "\r\n")).hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
