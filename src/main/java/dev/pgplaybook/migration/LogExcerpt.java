package dev.pgplaybook.migration;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of a row's {@code logs} that a person wants to read: what the server said, without Prisma's preamble, its internals, and
 * the values of rows, which the logs of other tools hold unmasked.
 */
final class LogExcerpt {

    private static final int LINES = 6;

    private static final Pattern NOISE = Pattern.compile(
            "pgplaybook runs this .*|A migration failed to apply\\..*|Migration name: .*|Database error:|external connector error|DbError \\{.*"
                    + "|DETAIL: .*|CONTEXT: .*|\\d+: [\\w:]+.*|with migration_name=.*|at [\\w/.-]+\\.rs:\\d+",
            Pattern.DOTALL);

    /** Class 22, data exceptions, quotes the value in the message itself. */
    private static final Pattern DATA_EXCEPTION = Pattern.compile("(?s).*error code: 22\\w{3}.*|.*invalid input .*");

    private static final Pattern QUOTED = Pattern.compile("\".*\"");

    private LogExcerpt() {}

    static List<String> of(String logs) {
        boolean quotesValues = DATA_EXCEPTION.matcher(logs).matches();
        return logs.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !NOISE.matcher(line).matches())
                .map(line -> quotesValues ? QUOTED.matcher(line).replaceAll("\"•••\"") : line)
                .limit(LINES)
                .toList();
    }
}
