package dev.pgplaybook.testing;

import dev.pgplaybook.database.Readers;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.PlaybookReader;
import dev.pgplaybook.playbook.SandboxSpec;
import dev.pgplaybook.playbook.SecretValues;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Cleanup;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.sandbox.EmbeddedProvider;
import dev.pgplaybook.sandbox.SandboxProvider;
import dev.pgplaybook.sandbox.ServerProvider;
import dev.pgplaybook.secret.Secrets;
import dev.pgplaybook.step.Equipment;
import dev.pgplaybook.step.OpenRun;
import dev.pgplaybook.step.Order;
import dev.pgplaybook.step.Sandboxes;
import dev.pgplaybook.step.Tracing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A project in a temporary directory, with all that a walk needs: the story's files, or a playbook of the test's own. */
public final class Trial {

    public final Path directory;
    public final Secrets secrets = new Secrets();
    public final Cancellation cancellation = new Cancellation();
    public final ScriptedOperator operator = new ScriptedOperator();
    public final List<Event> events = new ArrayList<>();

    /** Ids of checks whose failure the command line accepts. */
    public final Set<String> accepted = new HashSet<>();

    /** Most tests on a protected target are of something else than its rehearsal. */
    public Optional<String> withoutRehearsal = Optional.of("a test of something else");

    /** Whether the command line asks for row values. */
    public boolean showsValues;

    /** Whether the command line asks for a look at what migrations do. */
    public Tracing tracing = Tracing.NONE;

    private Consumer<Event> listener = event -> {};
    private final Clock clock = Clock.systemUTC();

    public Trial(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory.resolve(".pgplaybook"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the project's own playbooks and migrations. */
    public static Trial ofTheStory(Path directory) {
        Trial trial = new Trial(directory);
        copy(Path.of("playbooks"), directory.resolve("playbooks"));
        copy(Path.of("migrations"), directory.resolve("migrations"));
        return trial;
    }

    public Path playbook() {
        return directory.resolve("playbooks/admin-roles.yaml");
    }

    public Path write(String name, String text) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whoever must act while a walk goes on acts on its events. */
    public void onEvent(Consumer<Event> heard) {
        listener = heard;
    }

    public <T extends Event> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public OpenRun begin(Path file, String target, Order.Manner manner, Map<String, String> variables) {
        return begin(file, target, manner, variables, operator);
    }

    public OpenRun begin(
            Path file, String target, Order.Manner manner, Map<String, String> variables, Operator answering) {
        return OpenRun.begin(order(file, target, manner, variables), equipment(answering));
    }

    public Order order(Path file, String target, Order.Manner manner, Map<String, String> variables) {
        Playbook playbook = PlaybookReader.read(file);
        Variables values = new Variables(variables);
        SecretValues.register(secrets, playbook, values);
        TargetSpec spec = Objects.requireNonNull(playbook.targets().get(target));
        return new Order(playbook, values, spec, manner, playbook.steps());
    }

    public Equipment equipment(Operator answering) {
        return new Equipment(
                answering,
                screen(),
                Progress.silent(),
                cancellation,
                new Cleanup(),
                clock,
                secrets,
                new Sandboxes(
                        Map.of(
                                SandboxSpec.Provider.AUTO,
                                Trial::embedded,
                                SandboxSpec.Provider.EMBEDDED,
                                Trial::embedded,
                                SandboxSpec.Provider.SERVER,
                                () -> new ServerProvider(Map.of())),
                        clock,
                        secrets,
                        Optional.empty()),
                new Readers(),
                Set.copyOf(accepted),
                withoutRehearsal,
                Duration.ofSeconds(5),
                showsValues,
                tracing,
                "test",
                "tester@here");
    }

    /** Every text under the records of this project, one after the other. */
    public String recorded() {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory.resolve(".pgplaybook"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file)).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    /** Tests do without a container engine, unless they are of it. */
    private static SandboxProvider embedded() {
        return new EmbeddedProvider(
                EmbeddedProvider.defaultCache(System.getenv(), Path.of(System.getProperty("user.home"))));
    }

    private Recorder screen() {
        return new Recorder() {
            @Override
            public void record(Event event) {
                events.add(event);
                listener.accept(event);
            }

            @Override
            public void sync() {}
        };
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path :
                    paths.filter(p -> !p.toString().contains(".pgplaybook")).toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
