package dev.pgplaybook.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentationTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([a-z][^):#]*)\\)");

    @TempDir
    Path directory;

    @Test
    void theExampleOfTheFormatIsReadWithoutAProblem() throws IOException {
        String page = Files.readString(Path.of("docs/playbook.md"));
        String example = page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("```\n\n## Variables"));
        Files.createDirectories(directory.resolve("books"));
        Path file = Files.writeString(directory.resolve("books/example.yaml"), example);

        Playbook playbook = PlaybookReader.read(file);

        assertThat(playbook.steps()).extracting(Step::id).containsExactly("legacy", "deploy", "admin");
        assertThat(playbook.services()).containsOnlyKeys("auth");
    }

    @Test
    void theReadmeIsShortAndItsLinksLeadSomewhere() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme.lines().count()).isLessThan(150);
        assertThat(readme)
                .contains("\n    mvn -q -DskipTests package && target/pgplaybook rehearse playbooks/admin-roles.yaml\n")
                .contains("\n    mvn verify\n");
        Matcher links = LINK.matcher(readme);
        while (links.find()) {
            assertThat(Path.of(links.group(1))).exists();
        }
    }
}
