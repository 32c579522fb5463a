package dev.pgplaybook.sandbox;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.EnvironmentAndSystemPropertyClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/**
 * With {@link EngineImages} the one class that knows Testcontainers; it is not to be loaded before an engine has answered. Taken from there are the client, the
 * registries' credentials, the substitution of image names and the way to a container's port. Its containers are not: they are removed
 * by a hook of the library's own at the end of the JVM, in no order with ours, and bring a container beside each that must be pulled
 * first. Every call may hang as long as the engine does: {@link Bounded} is the caller's business.
 */
final class TestcontainersEngine {

    private static final ExposedPort POSTGRESQL = ExposedPort.tcp(5432);

    /** Docker's own 64 MB end parallel queries on tables of any size. */
    private static final long SHARED_MEMORY = 256L << 20;

    private static final int LINES_SHOWN = 20;

    /** A client for each engine, since each keeps connections of its own. */
    private static final Map<String, TestcontainersEngine> CONNECTED = new ConcurrentHashMap<>();

    private final DockerClient client;
    private final String host;
    private final boolean local;

    private TestcontainersEngine(DockerClient client, String host, boolean local) {
        this.client = client;
        this.host = host;
        this.local = local;
    }

    /**
     * Connects to the engine that has answered at this address.
     *
     * @param encrypted whether the keys of Docker's variables are needed for it
     */
    @SuppressWarnings("deprecation") // Meant for the library alone, and yet the only one that reads those keys.
    static TestcontainersEngine connect(String address, boolean encrypted) {
        TestcontainersEngine known = CONNECTED.get(address);
        if (known != null) {
            return known;
        }
        DockerClientProviderStrategy strategy =
                encrypted ? new EnvironmentAndSystemPropertyClientProviderStrategy() : new At(URI.create(address));
        DockerClient client = strategy.getDockerClient();
        client.versionCmd().exec();
        String host = strategy.getDockerHostIpAddress();
        TestcontainersEngine engine = new TestcontainersEngine(
                client, host.equals("localhost") ? EmbeddedServer.HOST : host, address.startsWith("unix:"));
        CONNECTED.put(address, engine);
        return engine;
    }

    /** The name under which the image is to be had here: a company may keep copies of its own. */
    static String imageName(String wanted) {
        return ImageNameSubstitutor.instance()
                .apply(DockerImageName.parse(wanted))
                .asCanonicalNameString();
    }

    String host() {
        return host;
    }

    /** Whether it is spoken to by a socket of this machine, and so runs on it, be it in a virtual one. */
    boolean isLocal() {
        return local;
    }

    /** Stops a container's server as its image says; whether it has ended well. */
    boolean stop(String id, int seconds) {
        try {
            client.stopContainerCmd(id).withTimeout(seconds).exec();
        } catch (NotModifiedException e) {
            return false; // It had ended before.
        }
        Long status = client.inspectContainerCmd(id).exec().getState().getExitCodeLong();
        return status != null && status == 0;
    }

    /** How many bytes a container has beyond its image. */
    long size(String name) {
        return client
                .listContainersCmd()
                .withShowAll(true)
                .withShowSize(true)
                .withNameFilter(List.of("^/" + name + "$"))
                .exec()
                .stream()
                .mapToLong(found -> found.getSizeRw() == null ? 0 : found.getSizeRw())
                .sum();
    }

    /** The images that it has. */
    EngineImages images() {
        return new EngineImages(client);
    }

    /** Makes a container that is not started yet, and gives its id. */
    String create(
            String name,
            String image,
            Map<String, String> environment,
            List<String> command,
            Map<String, String> labels) {
        // Nobody but this machine is to reach it, where it runs on this machine.
        Ports.Binding binding = host.equals(EmbeddedServer.HOST) ? Ports.Binding.bindIp(host) : Ports.Binding.empty();
        return client.createContainerCmd(image)
                .withName(name)
                .withEnv(environment.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList())
                .withCmd(command)
                .withLabels(labels)
                .withExposedPorts(POSTGRESQL)
                .withHostConfig(HostConfig.newHostConfig()
                        .withPortBindings(new PortBinding(binding, POSTGRESQL))
                        .withShmSize(SHARED_MEMORY))
                .exec()
                .getId();
    }

    void start(String id) {
        client.startContainerCmd(id).exec();
    }

    /** The port of this machine that leads to the server; empty where the container does not run. */
    Optional<Integer> port(String id) {
        InspectContainerResponse inspected = client.inspectContainerCmd(id).exec();
        if (!Boolean.TRUE.equals(inspected.getState().getRunning())) {
            return Optional.empty();
        }
        Ports.Binding[] bindings =
                inspected.getNetworkSettings().getPorts().getBindings().get(POSTGRESQL);
        return Stream.ofNullable(bindings)
                .flatMap(Stream::of)
                .map(binding -> Integer.valueOf(binding.getHostPortSpec()))
                .findFirst();
    }

    /** Where a container is on its network, and where the machine that it runs on is. */
    record Network(Optional<InetAddress> gateway, Optional<InetAddress> address) {}

    Network network(String id) throws UnknownHostException {
        for (ContainerNetwork network : client.inspectContainerCmd(id)
                .exec()
                .getNetworkSettings()
                .getNetworks()
                .values()) {
            return new Network(address(network.getGateway()), address(network.getIpAddress()));
        }
        return new Network(Optional.empty(), Optional.empty());
    }

    private static Optional<InetAddress> address(@Nullable String text) throws UnknownHostException {
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(InetAddress.getByName(text));
    }

    /**
     * Runs a program in a container until it ends, and gives its exit status.
     *
     * @param input what it reads; an end of it is not to be seen
     */
    int execute(String id, List<String> argv, String input, OutputStream output, StringBuilder errors)
            throws InterruptedException, IOException {
        String exec = client.execCreateCmd(id)
                .withCmd(argv.toArray(String[]::new))
                .withAttachStdin(true)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .exec()
                .getId();
        try (Outputs outputs = new Outputs(output, errors)) {
            client.execStartCmd(exec)
                    .withStdIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)))
                    .exec(outputs)
                    .awaitCompletion();
        }
        Long status = client.inspectExecCmd(exec).exec().getExitCodeLong();
        return status == null ? -1 : status.intValue();
    }

    String lastLines(String id) throws InterruptedException {
        StringBuilder lines = new StringBuilder();
        client.logContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .withTail(LINES_SHOWN)
                .exec(new ResultCallback.Adapter<Frame>() {
                    @Override
                    public void onNext(Frame frame) {
                        lines.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                    }
                })
                .awaitCompletion();
        return lines.toString().strip();
    }

    void rename(String name, String to) {
        client.renameContainerCmd(name).withName(to).exec();
    }

    /** With its volumes, whether or not it runs; one that is gone already is none the worse for it. */
    void remove(String idOrName) {
        try {
            client.removeContainerCmd(idOrName)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException e) {
            // Gone.
        }
    }

    /** The titles of a container's processes; none where it does not run. */
    List<String> processes(String id) {
        try {
            String[][] rows = client.topContainerCmd(id).exec().getProcesses();
            return Stream.of(rows == null ? new String[0][] : rows)
                    .map(row -> row[row.length - 1])
                    .toList();
        } catch (DockerException e) {
            return List.of();
        }
    }

    /** A container with a label, by its id; created in seconds since 1970. */
    record Labelled(String id, String name, String value, long created) {}

    /** Every container that has the label, running or not. */
    List<Labelled> withLabel(String label) {
        return client.listContainersCmd().withShowAll(true).withLabelFilter(List.of(label)).exec().stream()
                .map(found -> new Labelled(
                        found.getId(),
                        found.getNames().length == 0 ? found.getId() : found.getNames()[0].replaceFirst("^/", ""),
                        found.getLabels().getOrDefault(label, ""),
                        found.getCreated()))
                .toList();
    }

    /** What a program in a container writes. */
    private static final class Outputs extends ResultCallback.Adapter<Frame> {

        private static final int ERRORS_KEPT = 64 * 1024;

        private final OutputStream output;
        private final StringBuilder errors;

        Outputs(OutputStream output, StringBuilder errors) {
            this.output = output;
            this.errors = errors;
        }

        @Override
        public void onNext(Frame frame) {
            try {
                if (frame.getStreamType() == StreamType.STDOUT) {
                    output.write(frame.getPayload());
                } else if (errors.length() < ERRORS_KEPT) {
                    errors.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The engine at one address, whatever the environment and the settings of the library say. */
    private static final class At extends DockerClientProviderStrategy {

        private final URI address;

        At(URI address) {
            this.address = address;
        }

        @Override
        public String getDescription() {
            return "the engine at " + address;
        }

        @Override
        public TransportConfig getTransportConfig() {
            return TransportConfig.builder().dockerHost(address).build();
        }
    }
}
