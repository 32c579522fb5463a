package dev.pgplaybook.secret;

import java.util.regex.Pattern;

/** Which variables are secret by their name alone. A playbook's {@code secrets:} adds to these. */
public final class SecretNames {

    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(passw|passphrase|pwd|token|secret|credential|private|api_?key|access_?key|(^|_)key($|_)).*");

    private static final Pattern URL_WITH_PASSWORD =
            Pattern.compile("(?i)^(jdbc:)?[a-z][a-z0-9+.-]*://[^/@\\s]*:[^/@\\s]+@.*");

    private static final Pattern PASSWORD_PARAMETER = Pattern.compile("(?i).*[?&](password|sslpassword)=[^&]+.*");

    /** Where a shell keeps its working directories: no secret, whatever the letters say. */
    private static final Pattern DIRECTORY = Pattern.compile("(OLD)?PWD");

    private SecretNames() {}

    /** Whether the value must be masked: the name says so, or the value is a URL that holds a password. */
    public static boolean isSecret(String name, String value) {
        boolean named =
                SECRET.matcher(name).matches() && !DIRECTORY.matcher(name).matches();
        return named || holdsPassword(value);
    }

    public static boolean holdsPassword(String value) {
        return URL_WITH_PASSWORD.matcher(value).matches()
                || PASSWORD_PARAMETER.matcher(value).matches();
    }
}
