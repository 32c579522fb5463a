package dev.pgplaybook.migration;

import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.sql.ExecutionModel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Pending migrations, applied one behind the other. While one is applied the next stands ready, so that it can begin with the other's
 * COMMIT: that spares it a transaction and a round trip.
 */
final class Succession {

    private final Workplace place;
    private final Queue<Migration> pending;
    private Optional<Application> ready = Optional.empty();

    Succession(Workplace place, List<Migration> pending) {
        this.place = place;
        this.pending = new ArrayDeque<>(pending);
    }

    boolean isOver() {
        return pending.isEmpty();
    }

    /** The migration whose turn it is. */
    Migration next() {
        return pending.element();
    }

    /**
     * Applies the next one.
     *
     * @return whether it was; it was not begun where the session does not hold the history's lock any more
     * @throws MigrationFailedException as {@link Application#run}
     * @throws ProblemException PB413 when it was asked to stop before this one
     */
    boolean applyNext() {
        if (place.session().options().cancellation().requested()) {
            throw Problem.of(ProblemCode.PB413, "The deploy was stopped before " + next().name())
                    .hint("the next deploy goes on with it")
                    .asException();
        }
        return place.options().model() == ExecutionModel.WHOLE_SCRIPT
                ? WholeScript.of(place, pending.remove()).run()
                : apply();
    }

    private boolean apply() {
        Application application = ready.orElseGet(() -> Application.of(place, next()));
        pending.remove();
        ready = pending.isEmpty() ? Optional.empty() : prepared(next());
        return application.run(ready);
    }

    /** What is wrong with it is said when its turn comes. */
    private Optional<Application> prepared(Migration migration) {
        try {
            return Optional.of(Application.of(place, migration));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    /** Nothing more is applied; what has begun already, and gone no further, is taken back. */
    void giveUp() {
        try {
            ready.ifPresent(Application::giveUp);
        } catch (StatementFailedException lost) {
            // Its row says that nothing of it has taken effect.
        }
    }
}
