package dev.pgplaybook.migration;

import dev.pgplaybook.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a migration is on its way, for whoever must say afterwards what it left behind. */
final class Whereabouts {

    private final int of;
    private int taken;
    private @Nullable Statement current;
    private @Nullable String committing;
    private @Nullable Statement alone;
    private boolean mayLeave;

    /** @param of how many statements there are */
    Whereabouts(int of) {
        this.of = of;
    }

    /** So many statements have taken effect, and nothing else has begun. */
    void reached(int statements) {
        taken = statements;
        current = null;
        committing = null;
        alone = null;
        mayLeave = false;
    }

    void at(Statement statement) {
        current = statement;
    }

    /** The bookkeeping is next, which stands nowhere in the script. */
    void keepingBook() {
        current = null;
    }

    /** The COMMIT of this transaction is next. */
    void committing(String transaction) {
        committing = transaction;
    }

    /**
     * What is sent next commits by itself, so that nothing but the catalogs tells whether it did.
     *
     * @param mayLeaveSomething whether it can fail and leave something behind all the same
     */
    void sentAlone(Statement first, boolean mayLeaveSomething) {
        alone = first;
        mayLeave = mayLeaveSomething;
    }

    int taken() {
        return taken;
    }

    int of() {
        return of;
    }

    Optional<Statement> current() {
        return Optional.ofNullable(current);
    }

    Optional<String> transaction() {
        return Optional.ofNullable(committing);
    }

    Optional<Statement> alone() {
        return Optional.ofNullable(alone);
    }

    /** Whether it is known how many statements have taken effect; a script with transactions of its own hides it. */
    boolean isCertain() {
        return !mayLeave || alone().filter(Statement::isConcurrent).isPresent();
    }

    /** Whether something may have stayed behind, given that the server has answered with a failure. */
    boolean leftSomething() {
        return taken > 0 || mayLeave;
    }
}
