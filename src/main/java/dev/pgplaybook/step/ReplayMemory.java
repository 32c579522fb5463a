package dev.pgplaybook.step;

import dev.pgplaybook.inference.Replay;
import dev.pgplaybook.inference.ReplayText;
import dev.pgplaybook.journal.Hash;
import dev.pgplaybook.journal.Json;
import dev.pgplaybook.process.PrivateFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * Replays that earlier processes have seen, in files that only their owner can read. It is a help and no more: what cannot be read or
 * written, or is not what was written, is seen anew.
 *
 * @param build of pgplaybook: another may read, settle or write the facts of a schema in another way
 */
public record ReplayMemory(Path directory, String build) {

    private static final int KEPT = 32;

    /**
     * That of this build, among what is cached.
     *
     * @param version of which there may be several builds while it is in the making
     */
    public static ReplayMemory in(Path cache, String version) {
        Path directory = cache.resolve("replays");
        try {
            Path jar = Path.of(ReplayMemory.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new ReplayMemory(directory, version + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar));
        } catch (IOException | URISyntaxException e) {
            return new ReplayMemory(directory, version);
        }
    }

    /** @param key all that the replay depends on, in a form that is equal where that is */
    Optional<Replay> find(String key) {
        try {
            String text = Files.readString(file(key), StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            String body = text.substring(end + 1);
            if (end < 0 || !text.substring(0, end).equals(digest(body))) {
                return Optional.empty();
            }
            return Optional.of(read(body).replay());
        } catch (IOException | JacksonException | IllegalArgumentException | ClassCastException e) {
            return Optional.empty();
        }
    }

    void keep(String key, Replay replay) {
        String body = Json.line(data(ReplayText.of(replay)));
        try {
            PrivateFiles.createDirectory(directory);
            Path half = Files.createTempFile(directory, "new-", ".json");
            Files.writeString(half, digest(body) + "\n" + body, StandardCharsets.UTF_8);
            Files.move(half, file(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            evict();
        } catch (IOException e) {
            // It is seen again the next time.
        }
    }

    /** Those that were seen longest ago make room. */
    private void evict() throws IOException {
        List<Path> old;
        try (Stream<Path> files = Files.list(directory)) {
            old = files.sorted(Comparator.comparing(ReplayMemory::seen).reversed())
                    .skip(KEPT)
                    .toList();
        }
        for (Path file : old) {
            Files.deleteIfExists(file);
        }
    }

    private static FileTime seen(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private Path file(String key) {
        return directory.resolve(digest(build + " " + key).substring(0, 32) + ".json");
    }

    private static String digest(String text) {
        return Hash.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Object> data(ReplayText text) {
        List<Object> data = new ArrayList<>(List.of(text.major(), text.start()));
        text.steps().forEach(step -> data.add(List.of(step.migration(), step.now(), step.gone())));
        return data;
    }

    @SuppressWarnings("unchecked") // Of a text that has the digest of what was written.
    private static ReplayText read(String body) {
        List<Object> data = (List<Object>) Objects.requireNonNull(Json.read(body));
        List<ReplayText.Step> steps = new ArrayList<>();
        for (Object item : data.subList(2, data.size())) {
            List<Object> step = (List<Object>) item;
            steps.add(new ReplayText.Step(
                    (String) step.get(0), (List<List<String>>) step.get(1), (List<String>) step.get(2)));
        }
        return new ReplayText(((Number) data.get(0)).intValue(), (List<List<String>>) data.get(1), steps);
    }
}
