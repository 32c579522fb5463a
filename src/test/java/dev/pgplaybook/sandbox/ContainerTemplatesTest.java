package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.progress.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A container that is filled leaves an image, from which the next one of its likeness starts. */
@Tag("docker")
class ContainerTemplatesTest extends TemplateContract {

    @BeforeEach
    void startCold() {
        ContainerEngine.require();
        with("0").removeOrphans(Progress.silent(), NEVER);
        assertThat(images()).isEmpty();
    }

    @AfterEach
    void leaveNothing() {
        with("0").removeOrphans(Progress.silent(), NEVER);
        assertThat(images()).isEmpty();
        assertThat(ContainerEngine.namesWith("templates")).isEmpty();
    }

    /** As from an image that keeps no files where the data directory was. */
    @Test
    void doesNotTakeAnEmptyServerForAFilledOne() throws Exception {
        keepUnstarted(Map.of("POSTGRES_PASSWORD", "made-up"));

        try (Sandbox sandbox = create("k1", LARGE)) {
            assertThat(sandbox.filled()).isEmpty();
            assertThat(SandboxContract.one(sandbox.url(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void doesWithoutAnImageThatStartsNoServer() throws Exception {
        keepUnstarted(Map.of());

        try (Sandbox sandbox = create("k1", LARGE)) {
            assertThat(sandbox.filled()).isEmpty();
            assertThat(SandboxContract.one(sandbox.url(), "SELECT 1")).isEqualTo("1");
        }
        assertThat(images()).isEmpty();
    }

    private static void keepUnstarted(Map<String, String> environment) throws Exception {
        TestcontainersEngine engine = engine();
        String name = "pgplaybook-templates-bare";
        engine.create(name, "postgres:15", environment, List.of("postgres"), Map.of());
        new ContainerTemplates(engine, new Bounded(Duration.ofSeconds(20)), 1L << 30)
                .add(name, "postgres:15", "k1", "with a table", "12345");
        engine.remove(name);
        assertThat(images()).hasSize(1);
    }

    @Override
    Sandbox create(String key, String bound) {
        return with(bound).create(SandboxRequest.of("templates").ofMajor(15).filledWith(key), Progress.silent(), NEVER);
    }

    private static ContainerProvider with(String bound) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PGPLAYBOOK_CACHE_SIZE", bound);
        return new ContainerProvider(environment, Path.of(System.getProperty("user.home")));
    }

    private static List<EngineImages.Kept> images() {
        return engine().images().withLabel("dev.pgplaybook.warm");
    }

    private static TestcontainersEngine engine() {
        return TestcontainersEngine.connect(ContainerEngine.require(), false);
    }
}
