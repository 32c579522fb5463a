package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A server that a rehearsal starts against its sandbox. Its environment holds {@code PORT}, a free port, and {@code DATABASE_URL},
 * the sandbox's URL; both are also variables of its own texts.
 *
 * @param ready answers 2xx once the service can be used
 * @param timeout how long it may take to be ready
 * @param provides variables that stand for it in a rehearsal, such as {@code AUTH_URL}; they hide the environment's
 */
public record ServiceSpec(
        String name,
        List<Text> argv,
        Map<String, Text> environment,
        Text ready,
        Duration timeout,
        Map<String, Text> provides,
        Location at) {

    public static final String PORT = "PORT";
    public static final String DATABASE_URL = "DATABASE_URL";
}
