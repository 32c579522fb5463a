package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.playbook.Limits;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.run.Proposal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What flags may answer for a reset, of all commands the one that loses most. */
class FlagOperatorTest {

    @Test
    void takesNoBlanketYesForAReset() {
        Problem refusal = refusal(flags(true, Optional.empty()), reset(false));

        assertThat(refusal.code()).isEqualTo(ProblemCode.PB503);
        assertThat(refusal.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("--confirm app"));
    }

    @Test
    void takesTheDatabasesNameAndNoOther() {
        assertThat(flags(false, Optional.of("app")).consent(reset(false))).isInstanceOf(Consent.Yes.class);
        assertThat(refusal(flags(true, Optional.of("other")), reset(false)).code())
                .isEqualTo(ProblemCode.PB504);
    }

    @Test
    void leavesTheResetOfAProtectedDatabaseToAPerson() {
        Problem refusal = refusal(flags(true, Optional.of("app")), reset(true));

        assertThat(refusal.code()).isEqualTo(ProblemCode.PB503);
        assertThat(refusal.message()).contains("typed by a person");
        assertThat(refusal.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("no flag stands for it"));
    }

    private static Problem refusal(Operator operator, Proposal proposal) {
        return catchThrowableOfType(ProblemException.class, () -> operator.consent(proposal))
                .first();
    }

    private static Operator flags(boolean yes, Optional<String> confirm) {
        return new FlagOperator(yes, confirm, Optional.empty(), Map.of(), new RefusingOperator());
    }

    private static Proposal reset(boolean isProtected) {
        Step step = new Step(
                "reset",
                "reset",
                new Work.Reset(new Work.Deploy(Optional.empty(), Optional.empty())),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Limits.NONE,
                new Location(Path.of(""), 1, 1));
        Optional<String> typed = isProtected ? Optional.of("app") : Optional.empty();
        Proposal.Stake stake = new Proposal.Stake("production", "app on host", "app", isProtected, false);
        return new Proposal(step, new Plan(List.of(), true, true), stake, typed);
    }
}
