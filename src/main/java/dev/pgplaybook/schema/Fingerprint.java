package dev.pgplaybook.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/**
 * A digest of a schema: equal where the schemas are, whatever order they were made in. The order of a table's columns has no part in
 * it.
 *
 * @param hex 64 digits of SHA-256
 */
public record Fingerprint(String hex) {

    private static final int SHORT = 12;

    /** @param facts in the order of their keys */
    static Fingerprint of(Collection<Fact> facts) {
        MessageDigest digest = sha256();
        for (Fact fact : facts) {
            add(digest, fact.key());
            add(digest, fact.definition());
        }
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    /** What is enough for people to tell two apart. */
    public String brief() {
        return hex.substring(0, SHORT);
    }

    /** With its length ahead, so that no two lists of texts are the same bytes. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
