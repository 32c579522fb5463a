package dev.pgplaybook.secret;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which variables are secret by their name alone. A playbook's {@code secrets:} adds to these. */
public final class SecretNames {

    private static final List<String> TELLING = List.of(
            "passw",
            "passphrase",
            "pwd",
            "token",
            "secret",
            "credential",
            "private",
            "apikey",
            "api_key",
            "accesskey",
            "access_key");

    /** Where a shell keeps its working directories: no secret, whatever the letters say. */
    private static final Set<String> DIRECTORIES = Set.of("PWD", "OLDPWD");

    private SecretNames() {}

    /** Whether the value must be masked: the name says so, or the value is a URL that holds a password. */
    public static boolean isSecret(String name, String value) {
        return (isTelling(name.toLowerCase(Locale.ROOT)) && !DIRECTORIES.contains(name)) || holdsPassword(value);
    }

    public static boolean holdsPassword(String value) {
        return (value.contains("://") && Urls.WITH_PASSWORD.matcher(value).matches())
                || (value.contains("=")
                        && (value.contains("?") || value.contains("&"))
                        && Urls.WITH_PARAMETER.matcher(value).matches());
    }

    private static boolean isTelling(String name) {
        return TELLING.stream().anyMatch(name::contains)
                || List.of(name.split("_")).contains("key");
    }

    /** The patterns are made when a value looks as if it could match: every start asks of every variable. */
    private static final class Urls {
        private static final Pattern WITH_PASSWORD =
                Pattern.compile("(?i)^(jdbc:)?[a-z][a-z0-9+.-]*://[^/@\\s]*:[^/@\\s]+@.*");
        private static final Pattern WITH_PARAMETER = Pattern.compile("(?i).*[?&](password|sslpassword)=[^&]+.*");
    }
}
