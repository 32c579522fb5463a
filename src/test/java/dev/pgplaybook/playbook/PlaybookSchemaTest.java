package dev.pgplaybook.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Holds the published schema against the reader: editors must not accept what the reader refuses, nor the other way round. */
class PlaybookSchemaTest {

    private static final Path SCHEMA = Path.of("docs/playbook.schema.json");
    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode document = JSON.readTree(SCHEMA.toFile());
    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(document.toString());

    private final Path folder;

    PlaybookSchemaTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @EnumSource
    void knowsTheKeysThatTheReaderKnows(Shape shape) {
        JsonNode definition = shape == Shape.PLAYBOOK ? document : document.at("/$defs/" + camelCase(shape.name()));

        assertThat(definition.at("/properties").propertyNames()).containsExactlyInAnyOrderElementsOf(shape.keys());
        assertThat(definition.at("/additionalProperties").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void acceptsEveryExampleThatTheReaderAccepts(Path example) throws IOException {
        PlaybookReader.read(example);

        assertThat(schema.validate(Files.readString(example), InputFormat.YAML)).isEmpty();
    }

    static List<Path> examples() throws IOException {
        List<Path> examples = new ArrayList<>();
        for (Path folder : List.of(Path.of("playbooks"), Path.of("src/test/resources/playbooks"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(file -> file.toString().endsWith(".yaml")).forEach(examples::add);
                }
            }
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("broken")
    void refusesWhatTheReaderRefuses(String broken) throws IOException {
        String playbook = "version: 1\nplaybook: demo\nsteps: [{ id: z, deploy: all }]\n";
        String text = broken.contains("steps:") ? playbook.replaceFirst("steps:.*\n", "") + broken : playbook + broken;

        assertThat(isAcceptedByReader(text)).isFalse();
        assertThat(schema.validate(text, InputFormat.YAML)).isNotEmpty();
    }

    static Stream<String> broken() {
        return Stream.of(
                "titel: x",
                "title: ' '",
                "execution: fast",
                "hazards: { fail_on: info }",
                "hazards: { allow: [{ l1: why }] }",
                "hazards: { allow: [{ L001: ' ' }] }",
                "hazards: { allow: L001 }",
                "targets: { 'a b': { url: x } }",
                "targets: { a: { url: x, sandbox: {} } }",
                "targets: { a: { url: x, services: [] } }",
                "targets: { a: { sandbox: {}, protected: true } }",
                "targets: { a: { url: x, protected: true, disposable: true } }",
                "targets: { a: { sandbox: { provider: docker } } }",
                "targets: { a: { sandbox: { like: full } } }",
                "targets: { a: { sandbox: { provider: server } } }",
                "targets: { a: { sandbox: { provider: server, url: x, version: 15 } } }",
                "targets: { a: { sandbox: { url: x } } }",
                "targets: { a: { sandbox: { provider: embedded, image: x } } }",
                "targets: { a: { sandbox: { provider: embedded, pull_timeout: 1m } } }",
                "targets: { a: { sandbox: { version: 12 } } }",
                "targets: { a: { sandbox: { version: '15' } } }",
                "targets: { a: { sandbox: { image: ' ' } } }",
                "targets: { a: { sandbox: { like: { file: x, target: a } } } }",
                "targets: { a: { sandbox: { rows: all } } }",
                "targets: { a: { sandbox: { rows: sample } } }",
                "targets: { a: { sandbox: { like: { file: x }, rows: { sample: 10% } } } }",
                "targets: { a: { sandbox: { like: { file: x }, rows: schema-only } } }",
                "targets: { p: { url: x }, a: { sandbox: { like: { target: p }, rows: { sample: 101% } } } }",
                "targets: { p: { url: x }, a: { sandbox: { like: { target: p }, rows: { sample: -1 } } } }",
                "targets: { p: { url: x }, a: { sandbox: { like: { target: p }, rows: { seed: 1 } } } }",
                "targets: { p: { url: x }, a: { sandbox: { like: { target: p }, mask: { a.b: hash } } } }",
                "targets: { p: { url: x }, a: { sandbox: { like: { target: p }, rows: sample, mask: { b: hash } } } }",
                "targets: { p: { url: x }, a: { sandbox: { like: { target: p }, rows: sample, mask: { a.b: md5 } } } }",
                "targets: { a: { sandbox: { rows: { synthetic: 10% } } } }",
                "targets: { a: { sandbox: { rows: { synthetic: 1, tables: { b: 10% } } } } }",
                "targets: { a: { sandbox: { rows: { synthetic: 1, sample: 1 } } } }",
                "services: { a: { command: [], ready: x } }",
                "services: { a: { command: [x] } }",
                "secrets: [A-B]",
                "backup: { ask: x, title: x }",
                "backup: { sql: SELECT 1, expect: 1, ask: x }",
                "limits: { lock_timeout: 0s }",
                "limits: { lock_timeout: 2 }",
                "limits: { lock_attempts: 0 }",
                "steps: []",
                "steps: [{ id: a }]",
                "steps: [{ id: a b, deploy: all }]",
                "steps: [{ deploy: all }]",
                "steps: [{ id: a, deploy: none }]",
                "steps: [{ id: a, deploy: all, sql: DELETE FROM a }]",
                "steps: [{ id: a, deploy: all, confirm: ' ' }]",
                "steps: [{ id: a, deploy: all, expect: 1 }]",
                "steps: [{ id: a, deploy: all, done_when: SELECT 1 }]",
                "steps: [{ id: a, check: SELECT 1 }]",
                "steps: [{ id: a, check: { sql: SELECT 1, expect: 1 }, expect: 1 }]",
                "steps: [{ id: a, check: [] }]",
                "steps: [{ id: a, check: SELECT 1, expect: [1] }]",
                "steps: [{ id: a, resolve: { applied: [] } }]",
                "steps: [{ id: a, sql: DELETE FROM a, stand_in: { sql: DELETE FROM b } }]",
                "steps: [{ id: a, http: { get: x }, expect: 1 }]",
                "steps: [{ id: a, http: { get: x, post: y } }]",
                "steps: [{ id: a, http: { post: x, json: {}, body: y } }]",
                "steps: [{ id: a, http: { get: x, expect: { status: 99 } } }]",
                "steps: [{ id: a, http: { get: x, expect: { status: [] } } }]",
                "steps: [{ id: a, command: npm test }]",
                "steps: [{ id: a, command: { argv: [a], shell: a } }]",
                "steps: [{ id: a, command: { argv: [a], env: { 1: a } } }]",
                "steps: [{ id: a, command: { argv: [a], expect: { exit: 256 } } }]",
                "steps: [{ id: a, seed: { actions: [] } }]",
                "steps: [{ id: a, seed: { actions: [{ done_when: SELECT 1 }] } }]",
                "steps: [{ id: a, seed: { actions: [{ command: [a], expect: 1 }] } }]");
    }

    /** Every value of the example is taken away, or replaced by one of another type; every mapping gets a key too many. */
    @Test
    void agreesWithTheReaderOnEveryChangeOfTheCompleteExample() throws IOException {
        JsonNode complete = new YAMLMapper()
                .readTree(Path.of("src/test/resources/playbooks/complete.yaml").toFile());
        List<String> disagreements = new ArrayList<>();

        for (JsonNode mutant : Mutants.of(complete)) {
            boolean bySchema = schema.validate(mutant).isEmpty();
            if (bySchema != isAcceptedByReader(mutant.toString())) {
                disagreements.add((bySchema ? "schema alone accepts " : "reader alone accepts ") + mutant);
            }
        }

        assertThat(disagreements).isEmpty();
    }

    /** A change may leave a name without its definition, which a schema cannot know. */
    private boolean isAcceptedByReader(String text) throws IOException {
        Path file = folder.resolve("playbook.yaml");
        Files.writeString(file, text);
        try {
            PlaybookReader.read(file);
            return true;
        } catch (ProblemException e) {
            return e.problems().stream().allMatch(problem -> problem.code() == ProblemCode.PB108);
        }
    }

    private static String camelCase(String constant) {
        return Pattern.compile("_(.)")
                .matcher(constant.toLowerCase(Locale.ROOT))
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    /** Copies of a document with one change each. */
    private record Mutants(JsonNode whole, List<JsonNode> found) {

        private static final List<JsonNode> OTHERS = List.of(
                JSON.readTree("7"),
                JSON.readTree("true"),
                JSON.readTree("null"),
                JSON.readTree("[]"),
                JSON.readTree("{}"));

        static List<JsonNode> of(JsonNode whole) {
            Mutants mutants = new Mutants(whole, new ArrayList<>());
            mutants.changeBelow(whole, "");
            return mutants.found;
        }

        private void changeBelow(JsonNode node, String pointer) {
            if (node instanceof ObjectNode) {
                copyWith(pointer, parent -> ((ObjectNode) parent).put("zzz", "x"));
                for (String key : node.propertyNames()) {
                    copyWith(pointer, parent -> ((ObjectNode) parent).remove(key));
                    OTHERS.forEach(other -> copyWith(pointer, parent -> ((ObjectNode) parent).set(key, other)));
                    changeBelow(node.get(key), pointer + "/" + key);
                }
            }
            if (node instanceof ArrayNode) {
                for (int i = 0; i < node.size(); i++) {
                    int index = i;
                    OTHERS.forEach(other -> copyWith(pointer, parent -> ((ArrayNode) parent).set(index, other)));
                    changeBelow(node.get(i), pointer + "/" + i);
                }
            }
        }

        private void copyWith(String pointer, Consumer<JsonNode> change) {
            JsonNode copy = whole.deepCopy();
            change.accept(copy.at(pointer));
            found.add(copy);
        }
    }
}
