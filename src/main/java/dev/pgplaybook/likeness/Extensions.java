package dev.pgplaybook.likeness;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SqlFailure;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a script asks for by CREATE EXTENSION and the sandbox cannot have. It does without, says so, and remembers it. */
public final class Extensions {

    private static final Pattern NAMED = Pattern.compile(
            "(?:CREATE\\s+EXTENSION(?:\\s+IF\\s+NOT\\s+EXISTS)?|COMMENT\\s+ON\\s+EXTENSION|ALTER\\s+EXTENSION)"
                    + "\\s+(?:\"([^\"]+)\"|([\\w$-]+)).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Undefined: an object, a function, a table, a schema; and an operator class without its access method. */
    private static final Set<String> UNDEFINED = Set.of("42704", "42883", "42P01", "3F000");

    private final Progress progress;
    private final Set<String> missing = new TreeSet<>();

    public Extensions(Progress progress) {
        this.progress = progress;
    }

    /** Their names, in order. */
    public List<String> missing() {
        return List.copyOf(missing);
    }

    /** Whether the statement is about an extension that the sandbox cannot have, and so is left out. */
    boolean doWithout(Statement statement, Session session) {
        Optional<String> name = named(statement);
        if (name.isEmpty()) {
            return false;
        }
        boolean available = session.one(
                        "SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = ?)", name.get())
                .flag(0);
        if (!available) {
            lack(name.get(), "");
        }
        return !available || missing.contains(name.get());
    }

    /** Whether what failed is about an extension that is there and still cannot be had, as without a library loaded at the start. */
    boolean doWithout(Statement statement, SqlFailure failure, Session session) {
        Optional<String> name = named(statement);
        boolean goesOn = name.isPresent() && !failure.isConnectionLost() && !session.inTransaction();
        if (goesOn) {
            lack(name.get(), ": " + failure.message());
        }
        return goesOn;
    }

    private static Optional<String> named(Statement statement) {
        String verb = statement.verb();
        Matcher named = NAMED.matcher(statement.text());
        if (!(verb.endsWith("EXTENSION") || verb.equals("COMMENT")) || !named.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                named.group(1) != null ? named.group(1) : named.group(2).toLowerCase(Locale.ROOT));
    }

    private void lack(String name, String why) {
        if (missing.add(name)) {
            progress.note("the sandbox lacks the extension " + name + why);
        }
    }

    /** The problem of a statement that failed, with the missing extension that is likely behind it. */
    Problem explain(Problem problem, SqlFailure failure) {
        if (missing.isEmpty() || !UNDEFINED.contains(failure.sqlState())) {
            return problem;
        }
        List<String> named = missing.stream()
                .filter(name -> failure.message().contains(name))
                .toList();
        List<String> likely = named.isEmpty() ? missing() : named;
        return problem.hint("the sandbox lacks the extension" + (likely.size() == 1 ? " " : "s ")
                + String.join(", ", likely)
                + (likely.size() == 1 ? ", which likely defines it" : ", one of which likely defines it")
                + "; use a sandbox that has it, such as a container's image");
    }
}
