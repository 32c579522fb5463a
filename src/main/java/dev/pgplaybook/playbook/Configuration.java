package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The defaults of a project, from the nearest {@code pgplaybook.yaml} upwards.
 *
 * @param file absent where there is none
 * @param values by their keys, as a command line would have them; paths are absolute
 */
public record Configuration(Optional<Path> file, Map<String, Value> values) {

    public static final String FILE = "pgplaybook.yaml";

    public static final Configuration NONE = new Configuration(Optional.empty(), Map.of());

    private static final List<String> COLORS = List.of("auto", "always", "never");

    private static final List<String> SEVERITIES = List.of("error", "warning", "never");

    /** What stands in the file, and where. */
    public record Value(String text, Location at) {}

    public Configuration {
        values = Map.copyOf(values);
    }

    /**
     * Reads the nearest one.
     *
     * @throws dev.pgplaybook.problem.ProblemException with every problem of the file
     */
    public static Configuration above(Path directory) {
        for (Path place = directory.toAbsolutePath(); place != null; place = place.getParent()) {
            Path file = place.resolve(FILE);
            if (Files.isRegularFile(file)) {
                return read(file);
            }
        }
        return NONE;
    }

    private static Configuration read(Path file) {
        Reading reading = new Reading(file);
        Field whole = new Field(FILE, YamlTree.read(file, TextFile.read(file), reading.problems()), reading);
        Map<String, Value> values = new LinkedHashMap<>();
        if (!whole.isEmpty()) {
            Fields fields = whole.fields(Shape.CONFIGURATION);
            for (String key : Shape.CONFIGURATION.keys()) {
                fields.find(key).ifPresent(field -> values.put(key, new Value(value(key, field), field.at())));
            }
        }
        reading.problems().throwIfAny();
        return new Configuration(Optional.of(file), values);
    }

    private static String value(String key, Field field) {
        return switch (key) {
            case "playbook", "migrations", "env_file" -> Values.path(field).toString();
            case "no_input", "verbose" -> String.valueOf(Values.flag(field));
            case "lock_wait" -> spelled(field, Values.duration(field));
            case "color" -> oneOf(field, COLORS);
            case "fail_on" -> oneOf(field, SEVERITIES);
            default -> Values.name(field);
        };
    }

    /** The duration was read to be sure of it. */
    private static String spelled(Field field, Duration duration) {
        return duration.isZero() ? "" : field.written();
    }

    private static String oneOf(Field field, List<String> words) {
        String word = Values.text(field);
        if (field.isText() && !words.contains(word)) {
            field.badValue(
                    field.path() + " cannot be " + YamlText.shortened(word), "one of " + String.join(", ", words));
        }
        return word;
    }
}
