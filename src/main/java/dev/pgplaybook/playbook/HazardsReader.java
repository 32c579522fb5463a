package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a playbook has to say of hazards. */
final class HazardsReader {

    private static final List<String> LEVELS = List.of("error", "warning", "never");

    private HazardsReader() {}

    static Hazards read(Field field) {
        Fields fields = field.fields(Shape.HAZARDS);
        Optional<String> failOn = fields.find("fail_on").map(HazardsReader::level);
        Map<String, String> allowed = new LinkedHashMap<>();
        fields.find("allow")
                .ifPresent(list -> list.items()
                        .forEach(item ->
                                allowed.putAll(item.withKeys(NameRule.RULE).named(Values::text))));
        return new Hazards(failOn, allowed);
    }

    private static String level(Field field) {
        String written = Values.text(field);
        if (field.isText() && !LEVELS.contains(written)) {
            field.badValue(
                    field.path() + " cannot be " + YamlText.shortened(written), Suggestion.hint(written, LEVELS));
        }
        return LEVELS.contains(written) ? written : "error";
    }
}
