package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every example of every command's help, typed in one project on one database, in an order in which each finds what it speaks of.
 * How each ends stands in a golden file; {@code -Dgolden.update=true} renews it.
 */
class HelpExamplesIT {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/help-examples.txt");

    private static final Pattern WORD = Pattern.compile("'([^']*)'|((?:\"[^\"]*\"|[^\\s'\"])+)");

    private static final Pattern HEAD = Pattern.compile("head is ([0-9a-f]{12})");

    /** What goes before the others, in this order: each leaves something that others need. */
    private static final List<String> FIRST = List.of(
            "rehearse",
            "infer",
            "drift",
            "history",
            "lint",
            "new",
            "doctor",
            "plan",
            "trace",
            "stage",
            "run",
            "status",
            "next",
            "retry",
            "resume",
            "skip",
            "deploy",
            "sandbox up",
            "sandbox list",
            "sandbox keep",
            "sandbox psql");

    /** What removes what others need. */
    private static final List<String> LAST =
            List.of("repair", "resolve", "sandbox down", "sandbox prune", "runs prune", "reset", "exit");

    private static final Set<String> OF_THE_SHELL = Set.of("history", "repair");

    /** What a script has to add, where a person would be asked. */
    private static final Map<String, String> ANSWERS = Map.of(
            "run", "--yes --confirm app --backup none --without-rehearsal example --stop-after legacy",
            "next", "--yes --confirm app --backup none --without-rehearsal example",
            "retry", "--yes --confirm app --backup none --without-rehearsal example",
            "resume", "--yes --confirm app --backup none --without-rehearsal example",
            "new", "--no-input --overwrite --name example");

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    private final Map<String, String> seen = new LinkedHashMap<>();

    @AfterEach
    void removeSandboxes() {
        LauncherProcess.run(directory, environment(), "sandbox", "down", "--all", "--yes");
    }

    @Test
    void endsAsItShould() throws IOException {
        prepare();

        List<String> lines = new ArrayList<>();
        for (CommandSpec command : ordered()) {
            for (String example : command.examples()) {
                Ended ended = typed(command, example);
                learn(ended);
                assertThat(ended.err()).as(example).doesNotContain("PB516", "PB517", "PB518", "PB599");
                lines.add(ended.status() + " " + example);
            }
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.write(GOLDEN, lines);
        }

        assertThat(lines).isEqualTo(Files.readAllLines(GOLDEN));
    }

    /** What names no database speaks of the one that is used in the shell. */
    private Ended typed(CommandSpec command, String example) {
        String[] argv = argv(command, example);
        return OF_THE_SHELL.contains(command.name()) && !example.contains("--url")
                ? LauncherProcess.type(
                        directory,
                        environment(),
                        "open playbooks/admin-roles.yaml",
                        "use production",
                        String.join(" ", argv))
                : LauncherProcess.run(directory, environment(), argv);
    }

    private void prepare() throws IOException {
        Trial trial = Trial.ofTheStory(directory);
        db.execute(Files.readString(Path.of("playbooks/production.sql")));
        Files.copy(directory.resolve("playbooks/production.sql"), directory.resolve("production.sql"));
        for (String name :
                List.of("20250902181313_init", "20250910205257_add_transactions", "20251119194448_add_admin")) {
            trial.write(
                    "prisma/migrations/" + name + "/migration.sql",
                    Files.readString(Path.of("migrations", name, "migration.sql")));
        }
        trial.write("pgplaybook.yaml", "playbook: playbooks/admin-roles.yaml\n");
        trial.write(".env", "DATABASE_URL=" + db.url().withPassword() + "\n");
    }

    private Map<String, String> environment() {
        return Map.of(
                "DATABASE_URL", db.url().withPassword(),
                "AUTH_URL", "http://127.0.0.1:9",
                "ADMIN_PASSWORD", "a-password-of-examples");
    }

    private static List<CommandSpec> ordered() {
        List<CommandSpec> all = AllCommands.specs();
        List<String> names = all.stream().map(CommandSpec::name).toList();
        Set<String> order = new LinkedHashSet<>(FIRST);
        names.stream().filter(name -> !LAST.contains(name)).forEach(order::add);
        order.addAll(LAST);
        assertThat(names).containsExactlyInAnyOrderElementsOf(order);
        List<String> places = List.copyOf(order);
        return all.stream()
                .sorted(Comparator.comparing(command -> places.indexOf(command.name())))
                .toList();
    }

    /** With the names of this database, these runs and this sandbox. */
    private String[] argv(CommandSpec command, String example) {
        String line = example + " " + ANSWERS.getOrDefault(command.name(), "");
        List<String> argv = new ArrayList<>();
        Matcher words = WORD.matcher(line);
        while (words.find()) {
            String word =
                    words.group(1) != null ? words.group(1) : words.group(2).replace("\"", "");
            argv.add(mapped(word));
        }
        return argv.toArray(new String[0]);
    }

    private String mapped(String word) {
        return switch (word) {
            case "postgresql://me@localhost/app" -> db.url().withPassword();
            case "app" -> db.url().database();
            case "20261122-214110-admin-roles-throwaway", "20261122-214110" -> seen.getOrDefault("throwaway", word);
            case "20261122-214110-admin-roles-production", "20261123-090000" -> seen.getOrDefault("production", word);
            case "production-1f2e3d4c" -> seen.getOrDefault("sandbox", word);
            case "631c5839f2aa" -> seen.getOrDefault("head", word);
            default -> word.startsWith("trades.direction=") ? "trades.direction='UP'" : word;
        };
    }

    /** Which runs and sandboxes there are by now. */
    private void learn(Ended ended) throws IOException {
        Path runs = directory.resolve(".pgplaybook/runs");
        if (Files.isDirectory(runs)) {
            try (Stream<Path> all = Files.list(runs)) {
                all.map(run -> run.getFileName().toString()).sorted().forEach(run -> {
                    if (run.endsWith("admin-roles-throwaway")) {
                        seen.put("throwaway", run);
                    } else if (run.endsWith("admin-roles-production")) {
                        seen.put("production", run);
                    }
                });
            }
        }
        Matcher sandbox = Pattern.compile("production-[0-9a-f]{8}").matcher(ended.out());
        if (sandbox.find()) {
            seen.putIfAbsent("sandbox", sandbox.group());
        }
        Matcher head = HEAD.matcher(ended.out());
        if (head.find() && ended.out().contains("admin-roles-production")) {
            seen.put("head", head.group(1));
        }
    }
}
