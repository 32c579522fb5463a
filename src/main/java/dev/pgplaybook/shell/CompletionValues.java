package dev.pgplaybook.shell;

import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.shell.Completion.Offer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What options and arguments may be: what lies on the desk, and in the working directory. */
record CompletionValues(Desk desk, Supplier<List<CommandSpec>> commands, Workshop workshop) {

    List<Offer> of(OptionSpec option, CompletionLine line) {
        if (!option.choices().isEmpty()) {
            return option.choices().stream().map(CompletionValues::plain).toList();
        }
        String begun =
                line.words().isEmpty() ? "" : line.words().get(line.words().size() - 1);
        return switch (option.name()) {
            case "--target", "--on", "--rows-of" -> targets(line);
            case "--step", "--from", "--stop-after" -> steps(line);
            case "--applied", "--rolled-back" -> migrations(line);
            case "--playbook" -> files(begun, Desk.PLAYBOOK_FILE);
            case "--migrations", "--env-file", "--out", "--cast", "--like" -> files(begun, ".*");
            case "--rule" ->
                Pages.codes().stream()
                        .filter(page -> !page.code().startsWith("PB"))
                        .map(page -> new Offer(page.code(), page.title(), true))
                        .toList();
            default -> List.of();
        };
    }

    List<Offer> of(String argument, CommandSpec command, CompletionLine line, String begun) {
        return switch (argument.replaceAll("[\\[\\]…]", "")) {
            case "PLAYBOOK" -> files(begun, Desk.PLAYBOOK_FILE);
            case "TARGET" -> targets(line);
            case "RUN", "OTHER" -> runs();
            case "MIGRATION" -> both(migrations(line), files(begun, Desk.PLAYBOOK_FILE + "|.*\\.sql"));
            case "NAME" -> command.name().startsWith("sandbox") ? sandboxes() : migrations(line);
            case "SANDBOX" -> sandboxes();
            case "CODE" ->
                Pages.codes().stream()
                        .map(page -> new Offer(page.code(), page.title(), true))
                        .toList();
            case "COMMAND" -> commandsBehind(line);
            case "SHELL" ->
                Stream.of("bash", "zsh", "fish").map(CompletionValues::plain).toList();
            case "A", "B" -> both(places(line), files(begun, ".*"));
            case "LIKENESS", "LIKE" -> both(both(targets(line), named("migrations", "empty")), files(begun, ".*"));
            case "DIR", "FILE" -> files(begun, ".*");
            default -> List.of();
        };
    }

    private List<Offer> targets(CompletionLine line) {
        return playbook(line).map(Playbook::targets).stream()
                .flatMap(targets -> targets.values().stream())
                .map(target -> new Offer(target.name(), meaning(target), true))
                .toList();
    }

    private static String meaning(TargetSpec target) {
        return target instanceof TargetSpec.Server server
                ? server.isProtected() ? "a protected database" : "a database"
                : "a sandbox";
    }

    private List<Offer> steps(CompletionLine line) {
        return playbook(line).map(Playbook::steps).stream()
                .flatMap(List::stream)
                .map(step -> new Offer(step.id(), step.title(), true))
                .toList();
    }

    private List<Offer> runs() {
        return quietly(() -> desk.runs(desk.openPlaybook()).all()).stream()
                .flatMap(List::stream)
                .map(RunDirectory::id)
                .map(CompletionValues::plain)
                .toList();
    }

    private List<Offer> sandboxes() {
        return quietly(() -> workshop.keptSandboxes().all()).stream()
                .flatMap(List::stream)
                .map(kept -> new Offer(kept.name(), "like " + kept.like(), true))
                .toList();
    }

    /** By the names of their folders alone: no file is read while somebody types. */
    private List<Offer> migrations(CompletionLine line) {
        Path here = desk.workingDirectory();
        Optional<Path> folder = line.value("--migrations")
                .map(here::resolve)
                .or(() -> playbook(line).flatMap(Playbook::migrations))
                .or(() -> Desk.USUAL_MIGRATIONS.stream()
                        .map(here::resolve)
                        .filter(Files::isDirectory)
                        .findFirst());
        return folder.map(CompletionValues::listed).stream()
                .flatMap(List::stream)
                .filter(directory -> Files.exists(directory.resolve("migration.sql")))
                .map(directory -> plain(String.valueOf(directory.getFileName())))
                .toList();
    }

    private List<Offer> places(CompletionLine line) {
        return both(targets(line), both(named("target", "migrations", "empty"), sandboxes()));
    }

    /** The first words, or the second ones behind a first. */
    private List<Offer> commandsBehind(CompletionLine line) {
        String behind = line.arguments().isEmpty() ? "" : String.join(" ", line.arguments()) + " ";
        Set<String> seen = new HashSet<>();
        return commands.get().stream()
                .filter(command -> command.name().startsWith(behind)
                        && seen.add(command.name().substring(behind.length()).split(" ", 2)[0]))
                .map(command ->
                        new Offer(command.name().substring(behind.length()).split(" ", 2)[0], command.summary(), true))
                .toList();
    }

    private Optional<Playbook> playbook(CompletionLine line) {
        return line.playbook().map(word -> quietly(() -> desk.read(word))).orElseGet(desk::openPlaybook);
    }

    /** A directory is the beginning of a longer word. */
    private List<Offer> files(String begun, String name) {
        int slash = begun.lastIndexOf('/');
        String directory = begun.substring(0, slash + 1);
        boolean hidden = begun.substring(slash + 1).startsWith(".");
        List<Offer> offers = new ArrayList<>();
        for (Path path : listed(desk.workingDirectory().resolve(directory))) {
            String file = String.valueOf(path.getFileName());
            if (hidden || !file.startsWith(".")) {
                if (Files.isDirectory(path)) {
                    offers.add(new Offer(directory + file + "/", "", false));
                } else if (file.matches(name)) {
                    offers.add(plain(directory + file));
                }
            }
        }
        return offers;
    }

    private static List<Path> listed(Path directory) {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static <T> Optional<T> quietly(Supplier<T> look) {
        try {
            return Optional.of(look.get());
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private static List<Offer> named(String... words) {
        return Stream.of(words).map(CompletionValues::plain).toList();
    }

    private static List<Offer> both(List<Offer> one, List<Offer> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private static Offer plain(String value) {
        return new Offer(value, "", true);
    }
}
