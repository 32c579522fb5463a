package dev.pgplaybook.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The secret values of this process, and their masking. Every sink (screen, journal, history logs, problem) passes its text through
 * {@link #mask} before anything else is done with it. Safe for concurrent use: secrets may be learned while others are masked.
 */
public final class Secrets {

    /** Shorter values are not masked but refused: masking {@code 1} would destroy the record. */
    public static final int SHORTEST = 6;

    private static final String MASK = "•••";

    /** Longest first, so that a secret that holds another is masked whole. */
    private final Set<String> forms = new ConcurrentSkipListSet<>(Secrets::longestFirst);

    /** Learns a value in all the forms in which it may turn up. Values shorter than {@link #SHORTEST} are left to the caller to refuse. */
    public void add(String value) {
        if (value.length() < SHORTEST) {
            return;
        }
        forms.add(value);
        String formEncoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        forms.add(formEncoded);
        forms.add(formEncoded.replace("+", "%20"));
        forms.add(jsonEscaped(value));
        forms.add(value.replace("'", "''"));
        forms.addAll(base64(value));
    }

    public String mask(String text) {
        String masked = text;
        for (String form : forms) {
            if (masked.contains(form)) {
                masked = masked.replace(form, MASK);
            }
        }
        return masked;
    }

    /** Whether any form of a secret stands in the text. */
    public boolean appearIn(String text) {
        return forms.stream().anyMatch(text::contains);
    }

    private static int longestFirst(String one, String other) {
        int longer = Integer.compare(other.length(), one.length());
        return longer == 0 ? one.compareTo(other) : longer;
    }

    private static String jsonEscaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
    }

    /** The base64 of the value on its own and behind one or two other bytes, less the characters that neighbours share in. */
    private static List<String> base64(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return List.of(base64Behind(bytes, 0), base64Behind(bytes, 1), base64Behind(bytes, 2));
    }

    private static String base64Behind(byte[] bytes, int offset) {
        byte[] shifted = new byte[bytes.length + offset];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int sharedBefore = (offset * 8 + 5) / 6;
        int sharedAfter = shifted.length % 3 == 0 ? 0 : 1;
        return encoded.substring(sharedBefore, encoded.length() - sharedAfter);
    }
}
