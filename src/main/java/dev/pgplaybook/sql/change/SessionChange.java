package dev.pgplaybook.sql.change;

import java.util.List;
import java.util.Optional;

/** What is done to the session that runs the script, and to its transactions. */
public sealed interface SessionChange extends Change {

    /**
     * A setting is set.
     *
     * @param name in small letters; {@code all} for RESET ALL
     * @param value as meant, without quotes; absent for RESET and DEFAULT
     * @param local for the transaction alone
     */
    record Setting(Part part, String name, Optional<String> value, boolean local) implements SessionChange {}

    /** A setting is stored for sessions to come, and does not reach this one. */
    record StoredSetting(Part part, String holder, String name) implements SessionChange {}

    record Transaction(Part part, Control control) implements SessionChange {}

    /** How a statement steers transactions. */
    enum Control {
        BEGIN,
        COMMIT,
        COMMIT_AND_CHAIN,
        ROLLBACK,
        SAVEPOINT,
        ROLLBACK_TO
    }

    record Lock(Part part, List<String> tables, String mode, boolean noWait) implements SessionChange {

        public Lock {
            tables = List.copyOf(tables);
        }
    }

    /** A DO block, or a CALL. */
    record Code(Part part, boolean isCall, String body) implements SessionChange {}
}
