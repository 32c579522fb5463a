package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.ProblemCode;
import java.util.regex.Pattern;

/** What the names that an author gives may consist of. */
enum NameRule {
    /** Playbooks, targets, services and steps: what can be typed without quotes and stand in a file name. */
    NAME("[A-Za-z0-9_-]+", "letters, digits, - and _"),
    /** Checks of ours, which their subject goes before: preflight.rights. */
    CHECK("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*", "letters, digits, - and _, with dots between"),
    /** Environment variables. */
    VARIABLE("[A-Za-z_][A-Za-z0-9_]*", "letters, digits and _, and starts with no digit"),
    /** Rules of lint. */
    RULE("[A-Z][0-9]{3}", "a letter and three digits, such as L001"),
    /** Header names, as RFC 9110 has them. */
    HEADER("[A-Za-z0-9!#$%&'*+.^_`|~-]+", "letters, digits and a few signs such as -");

    private final Pattern pattern;
    private final String inWords;

    NameRule(String regex, String inWords) {
        this.pattern = Pattern.compile(regex);
        this.inWords = inWords;
    }

    void hold(String name, Location at, Problems problems) {
        if (!pattern.matcher(name).matches()) {
            String message = "\"" + YamlText.shortened(name) + "\" cannot be a name here";
            problems.add(ProblemCode.PB106, at, message, "a name here consists of " + inWords);
        }
    }
}
