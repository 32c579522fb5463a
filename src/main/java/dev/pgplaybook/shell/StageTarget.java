package dev.pgplaybook.shell;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.HistoryRow;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.migration.Survey;
import dev.pgplaybook.playbook.LikenessSpec;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.step.Targets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The target on which a migration may be applied already: then it is history, and stays as it is. */
record StageTarget(Desk desk, Clock clock) {

    /**
     * Asks the history of the target that is named, used in the shell, or that the sandbox is like.
     *
     * @return what is to be said of it, in whole sentences
     * @throws dev.pgplaybook.problem.ProblemException PB208 when the migration is applied there; PB205 when it has begun and not finished
     */
    List<String> requireNotApplied(Invocation in, SandboxWish wish, MigrationFolder folder, Migration migration) {
        Optional<TargetSpec.Server> target = target(in, wish);
        if (target.isEmpty()) {
            return List.of("No target was asked whether it has this migration already; --target NAME asks.");
        }
        String name = target.get().name();
        DatabaseUrl url = Targets.url(target.get(), desk.variables(in.value("--env-file")));
        try (Session session = Session.open(url, desk.reader("pgplaybook/stage"))) {
            Survey survey = Survey.of(folder, session, clock);
            survey.history().rowsOf(migration.name()).stream()
                    .filter(HistoryRow::isLive)
                    .forEach(row -> refuse(row, name));
            return survey.around().hasTable()
                    ? List.of()
                    : List.of("The target " + name + " has no history; infer says what it contains.");
        }
    }

    private Optional<TargetSpec.Server> target(Invocation in, SandboxWish wish) {
        Optional<String> named = in.value("--target").or(desk::usedTarget);
        if (named.isEmpty() && wish.spec().like() instanceof LikenessSpec.FromTarget like) {
            named = Optional.of(like.target());
        }
        return named.map(name -> Desk.target(wish.playbook(), name))
                .filter(TargetSpec.Server.class::isInstance)
                .map(TargetSpec.Server.class::cast);
    }

    private static void refuse(HistoryRow row, String target) {
        if (row.isFailed()) {
            throw Problem.of(
                            ProblemCode.PB205,
                            "The migration " + row.name() + " has begun on " + target + " and not finished")
                    .hint("put it right first, with: repair " + row.name())
                    .asException();
        }
        throw Problem.of(
                        ProblemCode.PB208,
                        "The migration " + row.name() + " is applied on " + target
                                + ", and applied migrations are never touched")
                .hint("what it has left to be done goes into a new migration")
                .asException();
    }
}
