package dev.pgplaybook.sandbox;

import dev.pgplaybook.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Removes the sandboxes whose process died without closing them: the lock on their place is free. */
final class Orphans {

    private static final Duration STOP = Duration.ofSeconds(8);

    private Orphans() {}

    /** @param kept those that outlive their process, unless their server has ended */
    static void remove(Cache cache, KeptRegistry kept, Progress progress) throws IOException {
        List<Path> directories;
        try (Stream<Path> all = Files.list(cache.sandboxes())) {
            directories = all.filter(Files::isDirectory).toList();
        }
        for (Path directory : directories) {
            String name = String.valueOf(directory.getFileName());
            if (kept.holds(name) && server(directory.resolve(Place.DATA)).isPresent()) {
                continue;
            }
            Optional<Place> orphan = Place.adopt(directory);
            if (orphan.isPresent()) {
                remove(orphan.get(), progress);
                kept.forget(name);
            }
        }
    }

    /** Ends a server and removes all of it; nothing happens where somebody else does so already. */
    static void end(Path directory) throws IOException {
        Optional<Place> place = Files.isDirectory(directory) ? Place.adopt(directory) : Optional.empty();
        if (place.isPresent()) {
            stop(place.get());
            place.get().remove();
        }
    }

    private static void remove(Place place, Progress progress) {
        try {
            stop(place);
            place.remove();
            progress.note("removed the sandbox " + place.name() + " that an earlier process left behind");
        } catch (IOException e) {
            progress.note("the sandbox " + place.name() + " that an earlier process left behind cannot be removed: "
                    + e.getMessage());
        }
    }

    private static Optional<ProcessHandle> server(Path data) throws IOException {
        return Postmaster.of(data).flatMap(found -> found.process(data));
    }

    private static void stop(Place place) throws IOException {
        Optional<ProcessHandle> server = server(place.data());
        if (server.isEmpty()) {
            return;
        }
        EmbeddedServer.stop(server.get().pid());
        try {
            server.get().onExit().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            server.get().destroyForcibly();
        }
    }
}
