package dev.pgplaybook.step;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.playbook.Action;
import dev.pgplaybook.playbook.Call;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes the calls of a step: chooses between a call and its stand-in, and records which it was. On a sandbox a request or a command
 * reaches only what the rehearsal itself started.
 */
final class Calls {

    private final Context context;
    private final Step step;
    private final SqlCalls sql;
    private final HttpCalls http;
    private final CommandCalls commands;

    Calls(Context context, Step step) {
        this.context = context;
        this.step = step;
        this.sql = new SqlCalls(context, step);
        this.http = new HttpCalls(context);
        this.commands = new CommandCalls(context);
    }

    /** @param number the action's place in its step, from 1 */
    void make(Action action, int number, Predicate<Action> isDone) {
        if (isDone.test(action)) {
            return;
        }
        Optional<Call.Sql> standIn = standIn(action);
        boolean standsIn = standIn.isPresent();
        Call call = standIn.<Call>map(s -> s).orElse(action.call());
        context.tools().recorder().record(new Event.CallStarted(step.id(), number, describe(action), standsIn));
        context.tools().recorder().sync();
        long start = System.nanoTime();
        String result =
                standsIn ? new SqlCalls(context.unheld(), step).make(standIn.get(), action.at()) : make(call, action);
        long millis = (System.nanoTime() - start) / 1_000_000;
        context.tools().recorder().record(new Event.CallFinished(step.id(), millis, result));
        context.tools().recorder().sync();
    }

    private String make(Call call, Action action) {
        if (call instanceof Call.Sql statement) {
            return sql.make(statement, action.at());
        } else if (call instanceof Call.Http request) {
            return http.make(request, action.at());
        }
        return commands.make((Call.Command) call, action.at());
    }

    /**
     * What serves instead of the call; empty when the call itself may be made.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB513 when neither may be
     */
    private Optional<Call.Sql> standIn(Action action) {
        if (!context.ground().confined() || reachesNothingReal(action.call())) {
            return Optional.empty();
        }
        if (action.standIn().isEmpty()) {
            throw Problem.of(
                            ProblemCode.PB513,
                            describe(action) + " would reach something that this rehearsal did not start")
                    .at(action.at())
                    .hint("give the action a stand_in, or name the server under services"
                            + (action.call() instanceof Call.Command
                                    ? ", or say what it reaches with reaches: []"
                                    : ""))
                    .asException();
        }
        return action.standIn();
    }

    private boolean reachesNothingReal(Call call) {
        if (call instanceof Call.Http request) {
            return http.isOurs(request);
        }
        return call instanceof Call.Sql || commands.isOurs((Call.Command) call);
    }

    /** The call as the plan and the record name it. */
    String describe(Action action) {
        if (action.call() instanceof Call.Http request) {
            return request.method() + " " + http.shown(request);
        }
        return action.call() instanceof Call.Command command
                ? "run " + Words.oneLine(commands.shown(command))
                : Words.oneLine(((Call.Sql) action.call()).sql().raw());
    }

    Plan.Line line(Action action) {
        Optional<Call.Sql> standIn = standIn(action);
        if (standIn.isPresent()) {
            return Plan.Line.previewed("stand-in for " + describe(action) + ": "
                            + Words.oneLine(standIn.get().sql().raw()))
                    .at(action.at());
        }
        return action.call() instanceof Call.Sql statement
                ? Plan.Line.previewed(describe(action))
                        .detail(statement.sql().raw())
                        .at(action.at())
                : Plan.Line.notPreviewable(describe(action)).at(action.at());
    }

    boolean isDestructive(Action action) {
        return action.call() instanceof Call.Sql statement && sql.isDestructive(statement);
    }
}
