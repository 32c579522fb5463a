package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.process.FreePort;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process that makes sandboxes, one of each kind that it is told of, and is killed while it holds them. */
final class AbandonedSandbox {

    static final String EMBEDDED = "embedded";
    /** An embedded one for a moment, with its files in the directory beside its cache that is called {@code memory}. */
    static final String BRIEF = "brief";

    static final String SERVER = "server";
    static final String CONTAINER = "container";

    private static final String READY = "every sandbox is there";

    private AbandonedSandbox() {}

    /** Leaves sandboxes behind by {@code kill -9}; the arguments are pairs of a kind and where it is made. */
    static void leave(String label, String... kinds) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AbandonedSandbox.class.getName(),
                label));
        command.addAll(List.of(kinds));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo(READY);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        for (int i = 1; i < arguments.length; i += 2) {
            make(SandboxRequest.of(arguments[0]), arguments[i], arguments[i + 1]);
        }
        System.out.println(READY);
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void make(SandboxRequest request, String kind, String where) {
        switch (kind) {
            case EMBEDDED -> create(new EmbeddedProvider(Path.of(where)), request);
            case BRIEF -> create(inMemory(Path.of(where)), request.briefly());
            case SERVER -> create(new ServerProvider(Map.of()), request.on(DatabaseUrl.parse(where, Map.of())));
            case CONTAINER -> create(ContainerEngine.provider(), request.fromImage(where));
            default -> throw new IllegalArgumentException(kind);
        }
    }

    static EmbeddedProvider inMemory(Path cache) {
        MemoryDisk disk = new MemoryDisk(cache.resolveSibling("memory"), 0);
        return new EmbeddedProvider(cache, ServerUser::choose, FreePort::find, CacheBound.of(Map.of()), disk);
    }

    private static void create(SandboxProvider provider, SandboxRequest request) {
        Sandbox sandbox = provider.create(request, Progress.silent(), new Cancellation());
        assertThat(sandbox.url().port()).isPositive();
    }
}
