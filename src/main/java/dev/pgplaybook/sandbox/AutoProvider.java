package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container where an engine answers at once and its image is to be had; otherwise the embedded server. Says which, and why. An engine
 * that was silent is not waited for again.
 */
public final class AutoProvider implements SandboxProvider {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final EngineProbe probe;
    private final ContainerProvider container;
    private final SandboxProvider embedded;
    private EngineProbe.@Nullable Answer silence;

    public AutoProvider(Map<String, String> environment, Path home, SandboxProvider embedded) {
        this(new EngineProbe(environment, home), new ContainerProvider(environment, home), embedded);
    }

    AutoProvider(EngineProbe probe, ContainerProvider container, SandboxProvider embedded) {
        this.probe = probe;
        this.container = container;
        this.embedded = embedded;
    }

    @Override
    public Sandbox create(SandboxRequest request, Progress progress, Cancellation cancellation) {
        EngineProbe.Answer answer = ask();
        if (answer.address().isEmpty()) {
            return new Chosen(embedded.create(request, progress, cancellation), noEngine(answer));
        }
        String address = answer.address().get();
        try {
            return new Chosen(container.create(address, request, progress, cancellation), engine(address));
        } catch (ProblemException e) {
            if (cancellation.requested()) {
                throw e;
            }
            String why = "embedded, since the container engine at " + address + " was of no use: "
                    + e.first().message();
            return new Chosen(embedded.create(request, progress, cancellation), why);
        }
    }

    @Override
    public Offer offer(SandboxRequest request) {
        EngineProbe.Answer answer = ask();
        return answer.address()
                .map(address -> container.offer(request).because(engine(address)))
                .orElseGet(() -> embedded.offer(request).because(noEngine(answer)));
    }

    private synchronized EngineProbe.Answer ask() {
        if (silence != null) {
            return silence;
        }
        EngineProbe.Answer answer = probe.ask(PATIENCE);
        if (answer.address().isEmpty()) {
            silence = answer;
        }
        return answer;
    }

    private static String engine(String address) {
        return "container, since an engine answers at " + address;
    }

    private static String noEngine(EngineProbe.Answer answer) {
        return "embedded, since no container engine answers: " + answer.said();
    }

    private record Chosen(Sandbox sandbox, String why) implements Sandbox {

        @Override
        public DatabaseUrl url() {
            return sandbox.url();
        }

        @Override
        public String description() {
            return sandbox.description();
        }

        @Override
        public Optional<String> reason() {
            return Optional.of(why);
        }

        @Override
        public Optional<Inside> inside() {
            return sandbox.inside();
        }

        @Override
        public Optional<String> filled() {
            return sandbox.filled();
        }

        @Override
        public void remember(String words, Progress progress, Cancellation cancellation) {
            sandbox.remember(words, progress, cancellation);
        }

        @Override
        public KeptSandbox keep(Writing writing) {
            return sandbox.keep(writing);
        }

        @Override
        public void close() {
            sandbox.close();
        }
    }
}
