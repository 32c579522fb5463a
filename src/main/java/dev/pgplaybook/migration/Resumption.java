package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.sql.Script;
import java.util.List;
import java.util.Optional;

/**
 * A failed migration that can be gone on with.
 *
 * @param row its failed row
 * @param taken how many of its statements have taken effect
 */
record Resumption(Migration migration, HistoryRow row, int taken) {

    /** @throws dev.pgplaybook.problem.ProblemException PB207, PB210 or PB217 */
    static Resumption of(History history, String name, Optional<Integer> told) {
        Migration migration = Resolve.require(history.folder(), name);
        List<HistoryRow> failed =
                history.rowsOf(name).stream().filter(HistoryRow::isFailed).toList();
        if (failed.isEmpty()) {
            throw Problem.of(ProblemCode.PB210, "The migration " + name + " has no failed row to go on with")
                    .hint("look with: history")
                    .asException();
        }
        HistoryRow row = failed.get(failed.size() - 1);
        Script script = migration.script();
        Optional<Checkpoint> checkpoint = Checkpoint.in(row);
        int taken = told.or(() -> checkpoint.filter(Checkpoint::isSettled).map(Checkpoint::taken))
                .orElseThrow(() -> cannot(
                        name,
                        "how far it came is not known for certain",
                        "see what of it is there with: repair " + Remedies.quoted(name)));
        if (taken > script.statements().size()) {
            throw cannot(name, "it has fewer than " + taken + " statements", "look into " + migration.file());
        }
        if (told.isEmpty()) {
            checkpoint.ifPresent(point -> requireSame(name, script, point));
        }
        return new Resumption(migration, row, taken);
    }

    /** Nobody else may still be at it, and nothing of it may be open. */
    void requireSettled(Session session) {
        Optional<Checkpoint> checkpoint = Checkpoint.in(row);
        checkpoint
                .map(Checkpoint::process)
                .filter(process -> process.isAlive(session))
                .ifPresent(process -> {
                    if (process.pid() != session.backendPid()) {
                        throw cannot(
                                migration.name(),
                                "the server process " + process.pid() + " that was at it still runs",
                                "wait for it, or end it with: SELECT pg_terminate_backend(" + process.pid() + ")");
                    }
                });
    }

    private static void requireSame(String name, Script script, Checkpoint checkpoint) {
        String now = Checkpoint.digest(script.statements(), checkpoint.taken());
        if (checkpoint.digest().filter(digest -> !digest.equals(now)).isPresent()) {
            throw cannot(
                    name,
                    "the " + checkpoint.taken() + " statements that have taken effect were edited since",
                    "put them back as they were; only what comes behind them may be corrected");
        }
    }

    private static RuntimeException cannot(String name, String why, String hint) {
        return Problem.of(ProblemCode.PB217, "The migration " + name + " cannot be resumed: " + why)
                .hint(hint)
                .asException();
    }
}
