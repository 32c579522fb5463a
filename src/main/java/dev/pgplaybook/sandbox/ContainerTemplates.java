package dev.pgplaybook.sandbox;

import dev.pgplaybook.progress.Cancellation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Images of containers that were filled once and stopped cleanly, from which the next ones of the same likeness start: no initdb, no
 * filling. An image does not hold what is in a volume, so the data directory of a container that may be kept lies in the container
 * itself.
 *
 * @param bound how much room they may take together; 0 for none at all
 */
record ContainerTemplates(TestcontainersEngine engine, Bounded calls, long bound) {

    /** Raised whenever sandboxes are filled in another way, so that older templates are not used. */
    private static final int VERSION = 1;

    private static final String REPOSITORY = "pgplaybook-warm";

    private static final String WORDS = "dev.pgplaybook.warm";
    private static final String SYSTEM = "dev.pgplaybook.system";
    private static final String BYTES = "dev.pgplaybook.bytes";

    /** In seconds; their time of use is not known to an engine. */
    private static final long AGE = 7L * 24 * 3600;

    /**
     * An image with a data directory in it.
     *
     * @param name of the image
     * @param words what is to be said of its filling
     * @param system the number that initdb gave to its server
     */
    record Warm(String name, String words, String system, String password) {}

    /** The template of a likeness on an image. */
    Optional<Warm> find(String image, String key) throws Bounded.Overdue {
        if (bound == 0) {
            return Optional.empty();
        }
        String name = name(image, key);
        return calls.call(new Cancellation(), () -> engine.images().find(name))
                .filter(found -> found.labels().containsKey(WORDS))
                .map(found -> new Warm(
                        name,
                        found.labels().getOrDefault(WORDS, ""),
                        found.labels().getOrDefault(SYSTEM, ""),
                        found.environment().getOrDefault(ContainerSandbox.PASSWORD, "")));
    }

    /** Makes an image of a container whose server has stopped cleanly; what is larger than all room is not kept. */
    void add(String container, String image, String key, String words, String system) throws Bounded.Overdue {
        long bytes = calls.call(new Cancellation(), () -> engine.size(container));
        if (bytes > bound) {
            return;
        }
        Map<String, String> labels = Map.of(WORDS, words, SYSTEM, system, BYTES, String.valueOf(bytes));
        String name = name(image, key);
        calls.run(() -> engine.images().commit(container, REPOSITORY, name.substring(REPOSITORY.length() + 1), labels));
        evict();
    }

    void remove(Warm warm) throws Bounded.Overdue {
        calls.run(() -> engine.images().remove(warm.name));
    }

    /** Removes those that are a week old, and of the rest the oldest, until it is within the bound; one that is in use stays. */
    void evict() throws Bounded.Overdue {
        List<EngineImages.Kept> all = calls
                .call(new Cancellation(), () -> engine.images().withLabel(WORDS))
                .stream()
                .sorted(Comparator.comparingLong(EngineImages.Kept::created).reversed())
                .toList();
        long now = calls.call(new Cancellation(), () -> engine.images().now());
        long size = 0;
        for (EngineImages.Kept kept : all) {
            size += Long.parseLong(kept.labels().getOrDefault(BYTES, "0"));
            if (bound == 0 || size > bound || now - kept.created() > AGE) {
                calls.run(() -> engine.images().remove(kept.id()));
            }
        }
    }

    /** Of the image as it is now: another one that comes by the same name makes another template. */
    private String name(String image, String key) throws Bounded.Overdue {
        String id = calls.call(new Cancellation(), () -> engine.images().find(image))
                .map(EngineImages.Image::id)
                .orElse(image);
        return REPOSITORY + ":" + Digests.hex(VERSION + " " + id + " " + key, 16);
    }
}
