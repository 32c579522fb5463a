package dev.pgplaybook.playbook;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The values of {@code ${NAME}}: the environment, an env file over it, and in a rehearsal what its services provide over both. */
public record Variables(Map<String, String> values) {

    public static final Variables NONE = new Variables(Map.of());

    public Variables {
        values = Map.copyOf(values);
    }

    /** The value, where there is one; an empty one counts as absent, as a shell's {@code :-} has it. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    public Variables with(Map<String, String> over) {
        Map<String, String> merged = new HashMap<>(values);
        merged.putAll(over);
        return new Variables(merged);
    }
}
