package dev.pgplaybook.step;

import dev.pgplaybook.playbook.Action;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.StepKind;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.run.StepRunner;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Gives each step of a walk its runner. */
public final class Runners {

    private final Context context;
    private final FirstChange firstChange;
    private final Order.Manner manner;
    private final Function<Step, List<String>> sent;
    private final boolean counts;

    /** For a part of a step, or a plan: nothing is counted. */
    public Runners(Context context, Order.Manner manner) {
        this(context, manner, new FirstChange(), step -> List.of(), false);
    }

    /**
     * @param firstChange of the run, which may be walked by several commands
     * @param sent what a step has sent, by the record
     */
    Runners(Context context, Order.Manner manner, FirstChange firstChange, Function<Step, List<String>> sent) {
        this(context, manner, firstChange, sent, true);
    }

    private Runners(
            Context context,
            Order.Manner manner,
            FirstChange firstChange,
            Function<Step, List<String>> sent,
            boolean counts) {
        this.counts = counts;
        this.sent = sent;
        this.context = context;
        this.manner = manner;
        this.firstChange = firstChange;
    }

    /** The step's runner, with the playbook's checks around it, and on a real target with a guard before them. */
    public StepRunner runner(Step step) {
        StepRunner counted = isCounted(step) ? counted(step) : ofKind(step);
        StepRunner checked = new CheckedRunner(counted, context, step);
        boolean guarded = (manner == Order.Manner.GUIDED || manner == Order.Manner.REPLAY)
                && !context.ground().sandbox();
        return guarded && changesTarget(step.kind()) ? new GuardedRunner(checked, context, step, firstChange) : checked;
    }

    private StepRunner counted(Step step) {
        if (step.work() instanceof Work.Deploy deploy) {
            DeployRunner runner = new DeployRunner(context, step, deploy);
            return new CountedRunner(runner, context, step, sent, runner::schemaBehind);
        }
        return new CountedRunner(ofKind(step), context, step, sent, Optional::empty);
    }

    /** Not where a command does what Prisma's does, and not where a plan alone is wanted. */
    private boolean isCounted(Step step) {
        return counts && changesTarget(step.kind()) && !context.playbook().isOfCommandLine();
    }

    static boolean changesTarget(StepKind kind) {
        return switch (kind) {
            case RESOLVE, DEPLOY, REPAIR, RESET, SEED, SQL, HTTP, COMMAND -> true;
            case VALIDATE, CHECK, CONFIRM -> false;
        };
    }

    private StepRunner ofKind(Step step) {
        return switch (step.kind()) {
            case RESOLVE -> new ResolveRunner(context, step, (Work.Resolve) step.work());
            case VALIDATE -> new ValidateRunner(context, step, (Work.Validate) step.work());
            case DEPLOY -> new DeployRunner(context, step, (Work.Deploy) step.work());
            case REPAIR -> new RepairRunner(context, step, (Work.Repair) step.work());
            case RESET -> new ResetRunner(context, step, (Work.Reset) step.work());
            case SEED -> {
                Work.Seed seed = (Work.Seed) step.work();
                yield new ActionsRunner(context, step, seed.unless(), seed.actions());
            }
            case SQL, HTTP, COMMAND -> {
                Action action = ((Work.Act) step.work()).action();
                yield new ActionsRunner(context, step, Optional.empty(), List.of(action));
            }
            case CHECK -> new AskRunner(context, step, (Work.Ask) step.work());
            case CONFIRM -> new ConfirmRunner(context, (Work.Confirm) step.work());
        };
    }
}
