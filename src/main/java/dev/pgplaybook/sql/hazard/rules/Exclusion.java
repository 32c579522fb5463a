package dev.pgplaybook.sql.hazard.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An exclusion constraint's elements as a condition on two rows. */
final class Exclusion {

    private static final Pattern ELEMENT =
            Pattern.compile("(\"[^\"]+\"|[A-Za-z_][A-Za-z0-9_]*)\\s+WITH\\s+([^\\s,)]+)");

    private Exclusion() {}

    static String condition(String elements) {
        List<String> conditions = new ArrayList<>();
        Matcher matcher = ELEMENT.matcher(elements);
        while (matcher.find()) {
            conditions.add("a." + matcher.group(1) + " " + matcher.group(2) + " b." + matcher.group(1));
        }
        return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
    }
}
