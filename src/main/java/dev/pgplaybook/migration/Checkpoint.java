package dev.pgplaybook.migration;

import dev.pgplaybook.database.ServerProcess;
import dev.pgplaybook.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far an unfinished migration has come, in one line at the head of its row's {@code logs}: for whoever finds the row and has no
 * journal, and for us when we go on. It commits together with what it tells of, wherever that is in a transaction.
 *
 * @param taken how many statements have taken effect
 * @param of how many there are
 * @param digest the SHA-256 of those that have taken effect: they must be the same when the script is gone on with
 * @param sent whether the next statement was sent, commits by itself, and so may have taken effect as well
 * @param process who did it: while it runs, nothing is settled
 */
public record Checkpoint(
        Manner manner, int taken, int of, Optional<String> digest, boolean sent, ServerProcess process) {

    /** How the migration is run, which decides what an unfinished row means. */
    public enum Manner {
        /** The row finishes in the migration's own transaction: while it is unfinished, nothing has taken effect. */
        TOGETHER("in one transaction with this row, so nothing of it has taken effect while this row is unfinished"),
        APART("statement by statement"),
        /** The row is finished behind the script: the script may have taken effect before. */
        WHOLE("as one script, as Prisma up to 7.3 does");

        private final String words;

        Manner(String words) {
            this.words = words;
        }
    }

    private static final Pattern LINE = Pattern.compile("pgplaybook runs this (?<manner>[^;\n]+)"
            + "(?:; (?<taken>\\d+) of (?<of>\\d+) statements have taken effect, sha256 (?<digest>[0-9a-f]{64}))?"
            + "(?<sent>; the next was sent and commits by itself)?; server process (?<pid>\\d+) of (?<start>[^;\n]+)");

    static Checkpoint together(ServerProcess process) {
        return new Checkpoint(Manner.TOGETHER, 0, 0, Optional.empty(), false, process);
    }

    static Checkpoint whole(ServerProcess process) {
        return new Checkpoint(Manner.WHOLE, 0, 0, Optional.empty(), false, process);
    }

    static Checkpoint apart(List<Statement> statements, int taken, boolean sent, ServerProcess process) {
        return apart(new TakenDigest(statements), taken, sent, process);
    }

    static Checkpoint apart(TakenDigest digest, int taken, boolean sent, ServerProcess process) {
        return new Checkpoint(Manner.APART, taken, digest.of(), Optional.of(digest.through(taken)), sent, process);
    }

    /** What a row's logs say; absent where another tool wrote them. */
    public static Optional<Checkpoint> in(HistoryRow row) {
        Matcher line = LINE.matcher(row.logs().orElse(""));
        return line.lookingAt() ? manner(line.group("manner")).map(manner -> read(manner, line)) : Optional.empty();
    }

    /** Of the first statements of a script, blanks and comments between them aside. */
    static String digest(List<Statement> statements, int taken) {
        return new TakenDigest(statements).through(taken);
    }

    /** Whether it says for certain what has taken effect, given that the process has ended. */
    public boolean isSettled() {
        return manner == Manner.TOGETHER || (manner == Manner.APART && !sent);
    }

    /** In a sentence for people. */
    public String told() {
        return switch (manner) {
            case TOGETHER -> "ran in one transaction with its row: nothing of it has taken effect";
            case WHOLE -> "was sent whole: the row does not say whether it took effect";
            case APART ->
                taken + " of its " + of + " statements have taken effect"
                        + (sent ? ", and the next was sent: the row does not say whether it took effect" : "");
        };
    }

    String line() {
        String parts = digest.map(d -> "; " + taken + " of " + of + " statements have taken effect, sha256 " + d)
                .orElse("");
        return "pgplaybook runs this " + manner.words + parts
                + (sent ? "; the next was sent and commits by itself" : "") + "; server process " + process.pid()
                + " of " + process.startedAt();
    }

    private static Optional<Manner> manner(String words) {
        return List.of(Manner.values()).stream()
                .filter(manner -> manner.words.equals(words))
                .findFirst();
    }

    private static Checkpoint read(Manner manner, Matcher line) {
        Optional<String> digest = Optional.ofNullable(line.group("digest"));
        return new Checkpoint(
                manner,
                digest.isPresent() ? Integer.parseInt(line.group("taken")) : 0,
                digest.isPresent() ? Integer.parseInt(line.group("of")) : 0,
                digest,
                line.group("sent") != null,
                new ServerProcess(Integer.parseInt(line.group("pid")), line.group("start")));
    }
}
