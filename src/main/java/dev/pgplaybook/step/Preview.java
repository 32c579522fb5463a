package dev.pgplaybook.step;

import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Engine;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.run.Proposal;
import dev.pgplaybook.run.Question;
import java.util.Optional;

/** A dry run: every step's checks and plan, on the target as it is, with nothing changed and nothing recorded. */
public final class Preview {

    /** Nobody is asked for anything that a run would ask for. */
    private static final Operator NOBODY = new Operator() {
        @Override
        public Consent consent(Proposal proposal) {
            return new Consent.No();
        }

        @Override
        public String choose(Question question) {
            throw question.unanswered("A dry run decides nothing: " + question.text());
        }

        @Override
        public String statement(String question, String flag) {
            return "(asked for when it runs)";
        }
    };

    private Preview() {}

    /**
     * Previews the order's steps.
     *
     * @return whether the first step could begin; the later ones rest on those before them
     */
    public static boolean of(Order order, Equipment equipment) {
        Recorder screen = equipment.screen();
        try (Site site = Site.open(order, equipment, screen)) {
            Context context = new Context(
                    order.playbook(),
                    site.variables(),
                    site.ground(),
                    equipment.tools(screen, Optional.empty(), Optional.empty(), NOBODY, "plan"),
                    order.folder());
            Runners runners = new Runners(context, Order.Manner.GUIDED);
            Engine engine = new Engine(screen, NOBODY, site.ground().stake(), true);
            boolean firstCanBegin = true;
            for (Step step : order.steps()) {
                boolean first = step.id().equals(order.steps().get(0).id());
                boolean canBegin = engine.preview(step, runners.runner(step), !first);
                firstCanBegin &= canBegin || !first;
            }
            return firstCanBegin;
        } finally {
            equipment.readers().close();
        }
    }
}
