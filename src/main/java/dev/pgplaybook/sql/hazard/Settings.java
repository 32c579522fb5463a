package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.sql.change.SessionChange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is set in the session at a point of a script: SET lasts, SET LOCAL ends with its transaction, ROLLBACK takes both back. */
final class Settings {

    private static final Set<String> OFF = Set.of("", "0", "0s", "0ms", "default", "-1");

    private Map<String, String> session = new HashMap<>();
    private final Map<String, String> local = new HashMap<>();
    private @Nullable Map<String, String> beforeTransaction;

    Settings(Runner runner) {
        if (runner.bounded()) {
            session.put("lock_timeout", "by the runner");
            session.put("statement_timeout", "by the runner");
            session.put("idle_in_transaction_session_timeout", "by the runner");
            session.put("transaction_timeout", "by the runner");
        }
    }

    /** Whether it bounds anything here. */
    boolean bounds(String name) {
        return value(name).filter(value -> !OFF.contains(value.strip())).isPresent();
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(local.getOrDefault(name, session.get(name)));
    }

    void begin() {
        beforeTransaction = new HashMap<>(session);
    }

    void commit() {
        local.clear();
        beforeTransaction = null;
    }

    void rollback() {
        if (beforeTransaction != null) {
            session = beforeTransaction;
        }
        commit();
    }

    void take(SessionChange.Setting setting, boolean inTransaction) {
        if (setting.name().equals("all")) {
            session.clear();
            local.clear();
            return;
        }
        if (setting.local()) {
            if (inTransaction) {
                setting.value().ifPresent(value -> local.put(setting.name(), value));
            }
            return;
        }
        local.remove(setting.name());
        if (setting.value().isPresent()) {
            session.put(setting.name(), setting.value().get());
        } else {
            // Back to what the server has, as the runner's own values are set by a SET as well.
            session.remove(setting.name());
        }
    }
}
