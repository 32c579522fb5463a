package dev.pgplaybook.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentationTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(((?!\\w+:)[^)\\s]+)\\)");

    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|`[^`\\n]*`|^    .*?$");

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
    void theReadmeIsShort() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme.lines().count()).isLessThan(150);
        assertThat(readme)
                .contains("\n    mvn -q -DskipTests package && target/pgplaybook rehearse playbooks/admin-roles.yaml\n")
                .contains("\n    mvn verify\n");
    }

    /** From the README, over links, to every page: what cannot be found by reading is not documentation. */
    @Test
    void noPageIsOrphanedAndNoLinkIsBroken() throws IOException {
        Set<Path> reached = new TreeSet<>();
        List<String> broken = new ArrayList<>();
        Deque<Path> open = new ArrayDeque<>(List.of(Path.of("README.md")));
        while (!open.isEmpty()) {
            Path page = open.remove();
            if (reached.add(page) && page.toString().endsWith(".md")) {
                links(page).forEach(link -> follow(page, link, broken).ifPresent(open::add));
            }
        }

        assertThat(broken).isEmpty();
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            assertThat(reached).containsAll(files.filter(Files::isRegularFile).toList());
        }
    }

    /** Those of the text: what stands in code is none. */
    private static List<String> links(Path page) throws IOException {
        String text = CODE.matcher(Files.readString(page)).replaceAll("");
        return LINK.matcher(text).results().map(link -> link.group(1)).toList();
    }

    private static Optional<Path> follow(Path page, String link, List<String> broken) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path home = Optional.ofNullable(page.getParent()).orElse(Path.of(""));
        Path target = file.isEmpty() ? page : home.resolve(file).normalize();
        boolean there =
                Files.isRegularFile(target) && (hash < 0 || headings(target).contains(link.substring(hash + 1)));
        if (!there) {
            broken.add(page + " -> " + link);
        }
        return there ? Optional.of(target) : Optional.empty();
    }

    /** As the usual renderers make anchors of them. */
    private static List<String> headings(Path page) {
        try {
            return CODE.matcher(Files.readString(page))
                    .replaceAll("")
                    .lines()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("^#+ ", "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                            .replace(' ', '-'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
