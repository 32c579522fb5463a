package dev.pgplaybook.shell;

import dev.pgplaybook.secret.Secrets;
import java.util.List;
import java.util.Map;

/** Every command as it is registered, to be looked at: none of them can be run. */
final class AllCommands {

    private AllCommands() {}

    static List<CommandSpec> specs() {
        Workshop workshop = new Workshop(null, null, null, null, null, new Secrets(), Map.of());
        return new Commands(null, null, workshop, null, null, false).all(List::of, null, () -> {});
    }
}
