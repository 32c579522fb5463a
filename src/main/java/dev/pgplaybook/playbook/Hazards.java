package dev.pgplaybook.playbook;

import java.util.Map;
import java.util.Optional;

/**
 * What a playbook has to say of hazards in migrations.
 *
 * @param failOn what stops a deploy's check: error, warning or never; absent: lint goes by error, and a deploy only shows
 * @param allowed rules whose findings are known and accepted, each with its reason
 */
public record Hazards(Optional<String> failOn, Map<String, String> allowed) {

    public static final Hazards NONE = new Hazards(Optional.empty(), Map.of());

    public Hazards {
        allowed = Map.copyOf(allowed);
    }
}
