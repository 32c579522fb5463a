package dev.pgplaybook.report;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.pgplaybook.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The validator html-validate, which npm installs outside the project; where it cannot, the test is aborted with the reason. */
final class HtmlValidator {

    private static final String VERSION = "10.17.0";

    /** It counts a title's characters as they are written, escaped. */
    private static final String RULES =
            "{\"root\": true, \"extends\": [\"html-validate:recommended\"], \"rules\": {\"long-title\": \"off\"}}";

    private final Path home;

    private HtmlValidator(Path home) {
        this.home = home;
    }

    static HtmlValidator require() throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("java.io.tmpdir"), "html-validate-" + VERSION);
        Files.createDirectories(home);
        HtmlValidator validator = new HtmlValidator(home);
        if (!Files.exists(validator.program())) {
            Ended ended = validator.run(
                    List.of("npm", "install", "--prefix", home.toString(), "--no-audit", "html-validate@" + VERSION));
            if (ended.status() != 0) {
                return abort("needs html-validate, which npm could not install: " + ended.said());
            }
        }
        return validator;
    }

    /** What it has against a page; empty where that is valid. */
    String complaints(Path page) throws IOException, InterruptedException {
        Path rules = Files.writeString(home.resolve("rules.json"), RULES);
        Ended ended = run(List.of(program().toString(), "--config", rules.toString(), page.toString()));
        return ended.status() == 0 ? "" : "status " + ended.status() + ended.said();
    }

    private Path program() {
        return home.resolve("node_modules/.bin/html-validate");
    }

    private record Ended(int status, String said) {}

    private Ended run(List<String> words) throws IOException, InterruptedException {
        Path said = Files.createTempFile("html-validate", ".out");
        try {
            Process process = new ProcessBuilder(words)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            Patience.until(words.get(0) + " ends", () -> !process.isAlive());
            return new Ended(process.exitValue(), Files.readString(said));
        } catch (IOException e) {
            return new Ended(127, e.getMessage());
        } finally {
            Files.delete(said);
        }
    }
}
