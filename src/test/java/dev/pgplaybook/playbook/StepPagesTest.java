package dev.pgplaybook.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.MadePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What the pages of the kinds repeat: their keys are the schema's, and their examples are of playbooks that a test rehearses.
 * {@code -Dgolden.update=true} writes both.
 */
class StepPagesTest {

    private static final Path PAGES = Path.of("docs/steps");

    private static final Pattern MADE = Pattern.compile(
            "(<!-- (keys|example), made from (?:the schema|(\\S+)) by StepPagesTest -->\\n).*?(<!-- end -->)",
            Pattern.DOTALL);

    /** The key under which each kind of step stands, and what the schema calls its value. */
    private static final Map<StepKind, List<String>> SHAPES = Map.of(
            StepKind.RESOLVE, List.of("resolve"),
            StepKind.VALIDATE, List.of("validate"),
            StepKind.DEPLOY, List.of("deploy"),
            StepKind.SEED, List.of("seed", "action"),
            StepKind.CHECK, List.of("check"),
            StepKind.HTTP, List.of("http"),
            StepKind.COMMAND, List.of("command"));

    /** What stands beside a kind that is one text. */
    private static final List<String> BESIDE = List.of("expect", "done_when", "undo");

    private final JsonNode schema =
            new ObjectMapper().readTree(Path.of("docs/playbook.schema.json").toFile());

    static List<StepKind> kinds() {
        return StepKind.ofPlaybooks();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void repeatsTheKeysOfTheKindAndAnExampleThatIsRehearsed(StepKind kind) throws IOException {
        Path page = PAGES.resolve(kind.word() + ".md");
        List<JsonNode> shapes = SHAPES.getOrDefault(kind, List.of()).stream()
                .map(name -> schema.at("/$defs/" + name))
                .toList();

        MadePage.hold(page, made(page, shapes.isEmpty() ? beside() : tables(shapes), kind));

        assertThat(page).content().startsWith("# " + kind.word() + "\n").contains("```yaml\n");
    }

    @Test
    void thePageOfAllHasWhatEveryStepHas() throws IOException {
        Path page = PAGES.resolve("README.md");
        List<String> kinds = kinds().stream().map(StepKind::word).toList();
        JsonNode step = schema.at("/$defs/step");
        List<String> keys = step.at("/properties").propertyNames().stream()
                .filter(key -> !kinds.contains(key) || key.equals("confirm"))
                .toList();

        MadePage.hold(page, made(page, table(step, keys), StepKind.CHECK));

        try (Stream<Path> pages = Files.list(PAGES)) {
            List<String> expected =
                    new ArrayList<>(kinds.stream().map(kind -> kind + ".md").toList());
            expected.add("README.md");
            assertThat(pages.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static String made(Path page, String keys, StepKind kind) throws IOException {
        Matcher made = MADE.matcher(Files.readString(page));
        StringBuilder text = new StringBuilder();
        while (made.find()) {
            String body = made.group(2).equals("keys") ? keys : example(Path.of(made.group(3)), kind);
            made.appendReplacement(text, Matcher.quoteReplacement(made.group(1) + body + made.group(4)));
        }
        return made.appendTail(text).toString();
    }

    /** The step of this kind as it stands in the playbook, up to the next step. */
    private static String example(Path playbook, StepKind kind) throws IOException {
        Step step = PlaybookReader.read(playbook).steps().stream()
                .filter(candidate -> candidate.kind() == kind)
                .findFirst()
                .orElseThrow();
        List<String> lines = Files.readAllLines(playbook);
        int from = lines.indexOf("  - id: " + step.id());
        int to = from + 1;
        while (to < lines.size() && !lines.get(to).startsWith("  - ")) {
            to++;
        }
        return "```yaml\n"
                + String.join("\n", lines.subList(from, to)).stripIndent().stripTrailing() + "\n```\n";
    }

    private String beside() {
        return "It is one text. Beside it may stand:\n\n" + table(schema.at("/$defs/step"), BESIDE);
    }

    private String tables(List<JsonNode> shapes) {
        StringBuilder tables = new StringBuilder();
        for (JsonNode shape : shapes) {
            if (!tables.isEmpty()) {
                tables.append("\nEach of its actions:\n\n");
            }
            tables.append(table(shape, List.copyOf(shape.at("/properties").propertyNames())));
        }
        return tables.toString();
    }

    private String table(JsonNode shape, List<String> keys) {
        StringBuilder table = new StringBuilder("| key | what it says |\n|---|---|\n");
        for (String key : keys) {
            String said = said(shape.at("/properties/" + key))
                    .orElseThrow(() -> new AssertionError(key + " is not described"));
            table.append("| `").append(key).append("` | ").append(lower(said)).append(" |\n");
        }
        return table.toString();
    }

    /** Its own description, or that of what it refers to. */
    private Optional<String> said(JsonNode node) {
        String own = node.at("/description").asString("");
        String reference = node.at("/$ref").asString("");
        return own.isEmpty() && !reference.isEmpty()
                ? said(schema.at(reference.substring(1)))
                : Optional.of(own).filter(text -> !text.isEmpty());
    }

    private static String lower(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT)
                + sentence.substring(1).replaceAll("\\.$", "").replace("|", "\\|");
    }
}
