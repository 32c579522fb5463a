package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kill -9} leaves behind is removed by the next start, which says so. */
class AbandonedSandboxTest {

    private final String label = "abandoned-" + UUID.randomUUID().toString().substring(0, 8);
    private final Recorded progress = new Recorded();

    @Test
    void aServerAndADatabase(@TempDir Path cache) throws Exception {
        String server = TestServer.url("postgres").withPassword();
        AbandonedSandbox.leave(label, AbandonedSandbox.EMBEDDED, cache.toString(), AbandonedSandbox.SERVER, server);
        assertThat(Leftovers.processes(label)).isNotEmpty();
        assertThat(Leftovers.databases(label)).hasSize(1);

        start(new EmbeddedProvider(cache), SandboxRequest.of("next"));
        start(new ServerProvider(Map.of()), SandboxRequest.of("next").on(TestServer.url("postgres")));

        Leftovers.assertNone(Cache.open(cache, ServerUser.choose()), label);
        assertThat(Leftovers.databases(label)).isEmpty();
        assertThat(progress.notes)
                .hasSize(2)
                .anyMatch(note -> note.matches(
                        "removed the sandbox " + label + "-[0-9a-f]{8} that an earlier process left behind"))
                .anyMatch(note -> note.matches(
                        "removed the sandbox pgplaybook_[0-9]{14}_[0-9a-f]{8} that an earlier process left behind"));
    }

    @Test
    void aServerWhoseFilesAreInMemory(@TempDir Path directory) throws Exception {
        Path memory = Files.createDirectory(directory.resolve("memory"));
        Path cache = directory.resolve("cache");
        AbandonedSandbox.leave(label, AbandonedSandbox.BRIEF, cache.toString());
        assertThat(Leftovers.processes(label)).isNotEmpty();
        assertThat(memory)
                .isDirectoryContaining(files -> files.getFileName().toString().startsWith("pgplaybook-" + label));

        start(new EmbeddedProvider(cache), SandboxRequest.of("next"));

        Leftovers.assertNone(Cache.open(cache, ServerUser.choose()), label);
        assertThat(memory).isEmptyDirectory();
    }

    @Test
    @Tag("docker")
    void aContainer() throws Exception {
        ContainerEngine.require();
        AbandonedSandbox.leave(label, AbandonedSandbox.CONTAINER, "postgres:17");
        assertThat(ContainerEngine.namesWith(label)).hasSize(1);

        start(ContainerEngine.provider(), SandboxRequest.of("next").ofMajor(17));

        assertThat(ContainerEngine.namesWith(label)).isEmpty();
        assertThat(progress.notes)
                .singleElement()
                .asString()
                .matches(
                        "removed the sandbox pgplaybook-" + label + "-[0-9a-f]{8} that an earlier process left behind");
    }

    private void start(SandboxProvider provider, SandboxRequest request) {
        provider.create(request, progress, new Cancellation()).close();
    }
}
