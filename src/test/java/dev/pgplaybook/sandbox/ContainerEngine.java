package dev.pgplaybook.sandbox;

import static org.junit.jupiter.api.Assumptions.abort;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/** This machine's container engine; a test is aborted, and says why, where there is none. */
final class ContainerEngine {

    private static final EngineProbe PROBE = new EngineProbe(System.getenv(), Path.of(System.getProperty("user.home")));

    private ContainerEngine() {}

    static String require() {
        EngineProbe.Answer answer = PROBE.ask(Duration.ofSeconds(5));
        return answer.address().orElseGet(() -> abort("needs a container engine: " + answer.said()));
    }

    static ContainerProvider provider() {
        return new ContainerProvider(PROBE, Duration.ofSeconds(20), Duration.ofSeconds(3));
    }

    /** Removes what a test has pulled. */
    static void removeImage(String image) throws IOException {
        TransportConfig engine =
                TransportConfig.builder().dockerHost(URI.create(require())).build();
        try (DockerClient client = DockerClientProviderStrategy.getClientForConfig(engine)) {
            client.removeImageCmd(image).withForce(true).exec();
        } catch (NotFoundException e) {
            // It has not come.
        }
    }

    /** The containers that are named after a label. */
    static List<String> namesWith(String label) {
        return TestcontainersEngine.connect(require(), false).withLabel("dev.pgplaybook.sandbox").stream()
                .map(TestcontainersEngine.Labelled::name)
                .filter(name -> name.contains(label))
                .toList();
    }
}
