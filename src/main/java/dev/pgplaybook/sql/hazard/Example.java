package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.problem.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL that shows a rule at work or at rest, with what has to be known for it.
 *
 * @param sql a file; a line {@code -- file: NAME} begins the next one
 * @param history the states of migrations, where it is about those
 * @param observed what a trace has seen
 */
public record Example(String sql, Facts facts, Runner runner, HistoryFacts history, List<Observed> observed) {

    private static final Pattern FILE = Pattern.compile("(?m)^-- file: (\\S+)\\R");

    public Example {
        observed = List.copyOf(observed);
    }

    public static Example of(String sql) {
        return new Example(sql.strip(), Facts.NONE, Runner.PGPLAYBOOK, HistoryFacts.NONE, List.of());
    }

    public Example on(Facts target) {
        return new Example(sql, target, runner, history, observed);
    }

    public Example by(Runner other) {
        return new Example(sql, facts, other, history, observed);
    }

    public Example with(HistoryFacts states) {
        return new Example(sql, facts, runner, states, observed);
    }

    public Example seen(Observed... seen) {
        return new Example(sql, facts, runner, history, List.of(seen));
    }

    /** As they would be linted. Several are pending migrations, one behind the other. */
    public List<LintFile> files() {
        Matcher matcher = FILE.matcher(sql);
        List<LintFile> files = new ArrayList<>();
        String name = "migration.sql";
        int from = 0;
        boolean several = matcher.find();
        while (several && !matcher.hitEnd()) {
            name = matcher.group(1);
            from = matcher.end();
            int to = matcher.find() ? matcher.start() : sql.length();
            files.add(file(name + "/migration.sql", sql.substring(from, to)));
            if (to == sql.length()) {
                return files;
            }
        }
        return sql.isEmpty() ? List.of() : List.of(file(name, sql.substring(from)));
    }

    private LintFile file(String path, String text) {
        String name = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
        return new LintFile(name, Source.of(Path.of(path), text), true, true, true);
    }
}
