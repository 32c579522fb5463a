package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.journal.Outcome.Stage;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.journal.Trail;
import dev.pgplaybook.playbook.Action;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.Text;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.Standing;
import dev.pgplaybook.run.StepRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kinds seed, sql, http and command: actions in order, each of which has taken effect before the next begins. */
final class ActionsRunner implements StepRunner {

    private final Context context;
    private final Step step;
    private final Optional<Text> unless;
    private final List<Action> actions;
    private final Calls calls;

    /** The numbers of those that are known to have taken effect, from 1; empty where the step was not begun before. */
    private Set<Integer> settled = Set.of();

    private boolean again;

    ActionsRunner(Context context, Step step, Optional<Text> unless, List<Action> actions) {
        this.context = context;
        this.step = step;
        this.unless = unless;
        this.actions = actions;
        this.calls = new Calls(context, step);
    }

    @Override
    public Standing reconcile(Trail trail) {
        new Predecessors(context, step, trail).requireEnded();
        again = !trail.calls().isEmpty();
        settled = new ActionsContinuation(context, step, trail, calls).settled(actions);
        return !again ? Standing.NOTHING : settled.size() == actions.size() ? Standing.ALL : Standing.PART;
    }

    @Override
    public List<Finding> check() {
        return List.of();
    }

    @Override
    public Plan plan() {
        List<Plan.Line> lines = new ArrayList<>();
        try (Session session = context.reader(step)) {
            if (isThereAlready(session)) {
                return Plan.nothing("everything is there already: "
                        + Words.oneLine(unless.orElseThrow().raw()));
            }
            for (int i = 0; i < actions.size(); i++) {
                Action action = actions.get(i);
                lines.add(
                        settled.contains(i + 1) || isDone(action, session)
                                ? Plan.Line.read("done already: " + calls.describe(action))
                                : calls.line(action));
            }
        } catch (StatementFailedException e) {
            // A query of the playbook rests on what a step before this one makes.
            lines.clear();
            lines.add(Plan.Line.notPreviewable(
                    "whether anything is done already: " + e.failure().message()));
            actions.forEach(action -> lines.add(calls.line(action)));
        }
        return new Plan(lines, true, actions.stream().anyMatch(calls::isDestructive));
    }

    @Override
    public Outcome execute() {
        int done = 0;
        try {
            try (Session session = context.reader(step)) {
                if (isThereAlready(session)) {
                    return new Outcome.Done("everything was there already");
                }
            }
            for (int i = 0; i < actions.size(); i++) {
                if (settled.contains(i + 1)) {
                    noteDone(actions.get(i));
                } else {
                    calls.make(actions.get(i), i + 1, this::isDone);
                }
                done++;
            }
            return new Outcome.Done(Words.count(done, "action"));
        } catch (ActionFailedException e) {
            Left left = done > 0 && e.left() == Left.NOTHING ? Left.SOMETHING : e.left();
            return new Outcome.Failed(e.problem(), Stage.EXECUTE, left);
        } catch (ProblemException e) {
            return new Outcome.Failed(e.first(), Stage.EXECUTE, done > 0 ? Left.SOMETHING : Left.NOTHING);
        }
    }

    /** Every action that can say so must say that it is done. */
    @Override
    public List<Finding> verify() {
        List<Finding> findings = new ArrayList<>();
        try (Session session = context.reader(step)) {
            for (Action action : actions) {
                action.doneWhen().ifPresent(query -> {
                    String id = step.id() + ".done." + (findings.size() + 1);
                    String title = "took effect: " + calls.describe(action);
                    findings.add(
                            isDone(action, session)
                                    ? Finding.passed(id, title, "a row is there")
                                    : Finding.failed(id, title, "no row for " + Words.oneLine(query.raw())));
                });
            }
        }
        return findings;
    }

    /** Not asked of a step that was begun before: what it asks for may be there by its own first action. */
    private boolean isThereAlready(Session session) {
        return !again && unless.map(query -> hasRow(query, session)).orElse(false);
    }

    private boolean isDone(Action action, Session session) {
        return action.doneWhen().map(query -> hasRow(query, session)).orElse(false);
    }

    private boolean isDone(Action action) {
        if (action.doneWhen().isEmpty()) {
            return false;
        }
        try (Session session = context.reader(step)) {
            boolean done = isDone(action, session);
            if (done) {
                noteDone(action);
            }
            return done;
        }
    }

    private void noteDone(Action action) {
        context.tools()
                .recorder()
                .record(new Event.Noted(step.id(), "done already, not repeated: " + calls.describe(action)));
    }

    private boolean hasRow(Text query, Session session) {
        return !BoundSql.of(query, context.variables()).ask(session).rows().isEmpty();
    }
}
