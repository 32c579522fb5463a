package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.MadePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands' pages are made from what help says. {@code -Dgolden.update=true} writes them. */
class CommandPagesTest {

    private static final Path PAGES = Path.of("docs/commands");

    private static final String MADE =
            "<!-- Made from the command by CommandPagesTest; change the command instead. -->\n\n";

    /** As they are registered: what they do is not asked of them here. */
    static List<CommandSpec> commands() {
        return AllCommands.specs();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aPageSaysWhatHelpSays(CommandSpec command) throws IOException {
        MadePage.hold(PAGES.resolve(file(command)), page(command));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasAnExample(CommandSpec command) {
        assertThat(command.examples()).isNotEmpty().allMatch(example -> example.startsWith(command.name()));
    }

    @Test
    void theIndexListsEveryCommandAndNoPageIsLeftOver() throws IOException {
        MadePage.hold(PAGES.resolve("README.md"), index());

        List<String> expected = new ArrayList<>(List.of("README.md"));
        commands().forEach(command -> expected.add(file(command)));
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static String file(CommandSpec command) {
        return command.name().replace(' ', '-') + ".md";
    }

    private static String page(CommandSpec command) {
        StringBuilder page = new StringBuilder("# " + command.name() + "\n\n" + MADE);
        page.append(sentence(command.summary()))
                .append("\n\n    pgplaybook ")
                .append(command.usage())
                .append("\n");
        if (!command.options().isEmpty()) {
            page.append("\n## Options\n\n").append(table(command.options()));
        }
        page.append("\nBeside these it takes [the options of every command](README.md#options-of-every-command).\n");
        page.append("\n## Examples\n\n");
        command.examples()
                .forEach(example ->
                        page.append("    pgplaybook ").append(example).append('\n'));
        return page.toString();
    }

    private static String table(List<OptionSpec> options) {
        StringBuilder table = new StringBuilder("| option | what it does |\n|---|---|\n");
        options.forEach(option -> table.append("| `")
                .append(option.usage().replace("|", "\\|"))
                .append("` | ")
                .append(option.description().replace("|", "\\|"))
                .append(" |\n"));
        return table.toString();
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private static String index() {
        StringBuilder index = new StringBuilder("# Commands\n\n" + MADE);
        index.append(
                        "The same words work behind `pgplaybook` and in its shell, where the open playbook and the used target are\n")
                .append("understood. `help COMMAND` says the same as these pages.\n");
        Map<String, List<CommandSpec>> groups = new LinkedHashMap<>();
        commands()
                .forEach(command -> groups.computeIfAbsent(command.group(), group -> new ArrayList<>())
                        .add(command));
        groups.forEach((group, members) -> {
            index.append("\n## ")
                    .append(sentence(group), 0, group.length())
                    .append("\n\n| command | what it does |\n|---|---|\n");
            members.forEach(command -> index.append("| [")
                    .append(command.name())
                    .append("](")
                    .append(file(command))
                    .append(") | ")
                    .append(command.summary())
                    .append(" |\n"));
        });
        return index.append("\n## Options of every command\n\n")
                .append(table(Options.GLOBAL))
                .toString();
    }
}
