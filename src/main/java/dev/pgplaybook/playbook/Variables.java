package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The values of {@code ${NAME}}: the environment, an env file over it, and in a rehearsal what its services provide over both. */
public record Variables(Map<String, String> values) {

    private static final Comparator<Location> BY_PLACE =
            Comparator.comparingInt(Location::line).thenComparingInt(Location::column);

    public static final Variables NONE = new Variables(Map.of());

    public Variables {
        values = Map.copyOf(values);
    }

    /** The value, where there is one; an empty one counts as absent, as a shell's {@code :-} has it. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /** Refuses to go on while one of these has neither value nor default: one problem for each name, with every place of its use. */
    public void requireAll(List<Text.Reference> references) {
        Map<String, List<Location>> missing = new LinkedHashMap<>();
        references.stream()
                .filter(reference ->
                        !reference.hasDefault() && find(reference.name()).isEmpty())
                .sorted(Comparator.comparing(Text.Reference::at, BY_PLACE))
                .forEach(reference -> missing.computeIfAbsent(reference.name(), name -> new ArrayList<>())
                        .add(reference.at()));
        if (!missing.isEmpty()) {
            throw new ProblemException(missing.entrySet().stream()
                    .map(entry -> missing(entry.getKey(), entry.getValue()))
                    .toList());
        }
    }

    private static Problem missing(String name, List<Location> places) {
        String uses = places.stream().distinct().map(Location::toString).collect(Collectors.joining(", "));
        return Problem.of(ProblemCode.PB109, name + " has no value; it is used at " + uses)
                .hint("set it in the environment or in a file given by --env-file")
                .at(places.get(0));
    }

    public Variables with(Map<String, String> over) {
        Map<String, String> merged = new HashMap<>(values);
        merged.putAll(over);
        return new Variables(merged);
    }
}
