package dev.pgplaybook.secret;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The passwords inside a connection URL, which turn up alone in other places. */
public final class UrlPasswords {

    private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s:]*:([^/@\\s]+)@");
    private static final Pattern PARAMETER = Pattern.compile("(?i)[?&](?:password|sslpassword)=([^&\\s]+)");

    /** Of a URL that is being typed, whose end is not there yet; what turns out to be a port is taken for a password until then. */
    private static final Pattern BEGUN =
            Pattern.compile("(?i)(?<=://[^/@\\s:]{0,200}:)[^/@\\s]+(?=@|$)|(?<=[?&](?:ssl)?password=)[^&\\s]+");

    private UrlPasswords() {}

    /** The text with a star for each character of a password, also where the URL is not yet complete. */
    public static String hidden(String text) {
        return BEGUN.matcher(text)
                .replaceAll(password -> "*".repeat(password.group().length()));
    }

    /** Each password as it is written, and decoded where that is something else. */
    public static Set<String> in(String url) {
        Set<String> passwords = new LinkedHashSet<>();
        for (Pattern pattern : new Pattern[] {USER_INFO, PARAMETER}) {
            Matcher matcher = pattern.matcher(url);
            while (matcher.find()) {
                passwords.add(matcher.group(1));
                passwords.add(decoded(matcher.group(1)));
            }
        }
        return passwords;
    }

    /** Percent signs only: in the user part of a URL a plus is a plus. */
    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return part;
        }
    }
}
