package dev.pgplaybook.sandbox;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much room warm templates may take, as {@code PGPLAYBOOK_CACHE_SIZE} says; 0 is for none at all.
 *
 * @param text read only where it is needed: a command without a sandbox is none the worse for a wrong one
 */
record CacheBound(String text) {

    private static final String STANDARD = "2GB";

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9}) ?(B|kB|MB|GB|TB)?", Pattern.CASE_INSENSITIVE);

    static CacheBound of(Map<String, String> environment) {
        String text = environment.getOrDefault("PGPLAYBOOK_CACHE_SIZE", "");
        return new CacheBound(text.isBlank() ? STANDARD : text.strip());
    }

    /** @throws dev.pgplaybook.problem.ProblemException PB602 when it is no size */
    long bytes() {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw Problem.of(ProblemCode.PB602, "PGPLAYBOOK_CACHE_SIZE must be a size, not " + text)
                    .hint("write 500MB or 2GB; 0 keeps no warm sandboxes")
                    .asException();
        }
        long count = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "B" : matcher.group(2).toUpperCase(Locale.ROOT);
        return switch (unit) {
            case "KB" -> count * 1_000;
            case "MB" -> count * 1_000_000;
            case "GB" -> count * 1_000_000_000;
            case "TB" -> count * 1_000_000_000_000L;
            default -> count;
        };
    }
}
