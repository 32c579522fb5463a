package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Twenty in a row and four at a time: all work, and nothing of them is left. */
class ManySandboxesTest {

    private static final int IN_A_ROW = 20;
    private static final int AT_A_TIME = 4;

    private final String label = "many-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void embeddedServers() throws Exception {
        comeAndGo(new EmbeddedProvider(TestServer.cache()), SandboxRequest.of(label));

        Leftovers.assertNone(Cache.open(TestServer.cache(), ServerUser.choose()), label);
    }

    @Test
    void databases() throws Exception {
        comeAndGo(new ServerProvider(Map.of()), SandboxRequest.of(label).on(TestServer.url("postgres")));

        assertThat(Leftovers.databases(label)).isEmpty();
    }

    @Test
    @Tag("docker")
    void containers() throws Exception {
        ContainerEngine.require();

        comeAndGo(ContainerEngine.provider(), SandboxRequest.of(label).ofMajor(17));

        assertThat(ContainerEngine.namesWith(label)).isEmpty();
    }

    private static void comeAndGo(SandboxProvider provider, SandboxRequest request) throws Exception {
        for (int i = 0; i < IN_A_ROW; i++) {
            comeAndGoOnce(provider, request);
        }
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < AT_A_TIME; i++) {
                running.add(threads.submit(() -> {
                    comeAndGoOnce(provider, request);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void comeAndGoOnce(SandboxProvider provider, SandboxRequest request) throws Exception {
        try (Sandbox sandbox = provider.create(request, Progress.silent(), new Cancellation())) {
            assertThat(SandboxContract.one(
                            sandbox.url(), "CREATE TABLE t (); SELECT count(*) FROM pg_class WHERE relname = 't'"))
                    .isEqualTo("1");
        }
    }
}
