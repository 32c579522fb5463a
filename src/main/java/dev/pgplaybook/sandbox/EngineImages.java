package dev.pgplaybook.sandbox;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.testcontainers.utility.DockerImageName;

/** The images of an engine: those that containers are made of, and those that are made of containers. */
record EngineImages(DockerClient client) {

    boolean has(String image) {
        try {
            client.inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        } catch (BadRequestException e) {
            throw ImagePull.notToBeHad(image, "that is no image's name");
        }
    }

    /** An image that is here; the environment is what its containers begin with. */
    record Image(String id, Map<String, String> labels, Map<String, String> environment) {}

    Optional<Image> find(String name) {
        try {
            InspectImageResponse found = client.inspectImageCmd(name).exec();
            ContainerConfig config = found.getConfig();
            Map<String, String> labels = config == null ? null : config.getLabels();
            String[] environment = config == null ? null : config.getEnv();
            return Optional.of(new Image(
                    String.valueOf(found.getId()),
                    labels == null ? Map.of() : labels,
                    environment == null ? Map.of() : byName(environment)));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> byName(String[] environment) {
        return Stream.of(environment)
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair.length > 1 ? pair[1] : "", (a, b) -> b));
    }

    /** An image of ours; created in seconds since 1970. */
    record Kept(String id, long created, Map<String, String> labels) {}

    List<Kept> withLabel(String label) {
        return client.listImagesCmd().withLabelFilter(label).exec().stream()
                .map(found -> new Kept(found.getId(), found.getCreated(), labels(found)))
                .toList();
    }

    private static Map<String, String> labels(com.github.dockerjava.api.model.Image image) {
        return image.getLabels() == null ? Map.of() : image.getLabels();
    }

    /** By the engine's own clock, in seconds since 1970. */
    long now() {
        return OffsetDateTime.parse(String.valueOf(client.infoCmd().exec().getSystemTime()))
                .toEpochSecond();
    }

    /** One that is gone, or that a container still needs, is left as it is. */
    void remove(String idOrName) {
        try {
            client.removeImageCmd(idOrName).exec();
        } catch (NotFoundException | ConflictException e) {
            // Gone, or to be removed another time.
        }
    }

    void commit(String id, String repository, String tag, Map<String, String> labels) {
        client.commitCmd(id)
                .withRepository(repository)
                .withTag(tag)
                .withLabels(labels)
                .exec();
    }

    /** Begins to pull the image; the pull ends when it is closed. */
    AutoCloseable pull(String image, ImagePull pull) {
        DockerImageName name = DockerImageName.parse(image);
        return client.pullImageCmd(name.getUnversionedPart())
                .withTag(name.getVersionPart())
                .exec(new Pulling(pull));
    }

    /** Hands on what the engine says of a download. */
    private static final class Pulling extends ResultCallback.Adapter<PullResponseItem> {

        private final ImagePull pull;

        Pulling(ImagePull pull) {
            this.pull = pull;
        }

        @Override
        public void onNext(PullResponseItem item) {
            ResponseItem.ProgressDetail detail = item.getProgressDetail();
            if (item.isErrorIndicated()) {
                ResponseItem.ErrorDetail error = item.getErrorDetail();
                pull.failed(error == null ? "the engine gave no reason" : String.valueOf(error.getMessage()));
            } else if (detail != null && detail.getTotal() != null && detail.getCurrent() != null) {
                pull.advanced(String.valueOf(item.getId()), detail.getCurrent(), detail.getTotal());
            } else {
                pull.advanced();
            }
        }

        @Override
        public void onError(Throwable failure) {
            pull.failed(String.valueOf(failure.getMessage()));
        }

        @Override
        public void onComplete() {
            super.onComplete();
            pull.ended();
        }
    }
}
