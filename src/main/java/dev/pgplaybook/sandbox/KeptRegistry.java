package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.process.PrivateFiles;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The sandboxes of this machine's user that outlive their processes, a file for each. The files hold made-up passwords, so that nobody
 * but the user can read them; what is in one is complete, as it is written beside it first.
 */
final class KeptRegistry {

    private static final String ENDING = ".properties";

    private final Path cache;
    private final Path directory;
    private final Map<String, String> environment;

    /** @param environment where the password of a server of the operator's may be */
    KeptRegistry(Path cache, Map<String, String> environment) {
        this.cache = cache.toAbsolutePath();
        this.directory = this.cache.resolve("kept");
        this.environment = Map.copyOf(environment);
    }

    void write(KeptSandbox kept) throws IOException {
        PrivateFiles.createDirectory(cache);
        PrivateFiles.createDirectory(directory);
        Path half = directory.resolve(kept.name() + ".new");
        Files.deleteIfExists(half);
        PrivateFiles.createFile(half);
        StringWriter text = new StringWriter();
        properties(kept).store(text, null);
        Files.writeString(half, text.toString());
        Files.move(half, file(kept.name()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The oldest first. */
    List<KeptSandbox> all() throws IOException {
        List<KeptSandbox> all = new ArrayList<>();
        for (Path file : files()) {
            read(file).ifPresent(all::add);
        }
        all.sort(Comparator.comparing(KeptSandbox::made));
        return all;
    }

    boolean holds(String name) {
        return Files.exists(file(name));
    }

    void forget(String name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ENDING)).toList();
        }
    }

    private Path file(String name) {
        return directory.resolve(name + ENDING);
    }

    private Optional<KeptSandbox> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader text = new StringReader(Files.readString(file))) {
            properties.load(text);
        } catch (NoSuchFileException e) {
            return Optional.empty(); // Another process has just removed it.
        }
        KeptSandbox.Provider provider =
                KeptSandbox.Provider.valueOf(value(properties, "provider").toUpperCase(Locale.ROOT));
        boolean ours = provider != KeptSandbox.Provider.SERVER;
        return Optional.of(new KeptSandbox(
                value(properties, "name"),
                provider,
                DatabaseUrl.parse(value(properties, "url"), ours ? Map.of() : environment),
                value(properties, "description"),
                value(properties, "like"),
                Instant.parse(value(properties, "made")),
                Boolean.parseBoolean(value(properties, "pinned"))));
    }

    private static Properties properties(KeptSandbox kept) {
        Properties properties = new Properties();
        properties.setProperty("name", kept.name());
        properties.setProperty("provider", kept.provider().word());
        properties.setProperty("url", withoutForeignPassword(kept).withPassword());
        properties.setProperty("description", kept.description());
        properties.setProperty("like", kept.like());
        properties.setProperty("made", kept.made().toString());
        properties.setProperty("pinned", String.valueOf(kept.pinned()));
        return properties;
    }

    private static DatabaseUrl withoutForeignPassword(KeptSandbox kept) {
        DatabaseUrl url = kept.url();
        return kept.provider() == KeptSandbox.Provider.SERVER
                ? new DatabaseUrl(
                        url.host(),
                        url.port(),
                        url.database(),
                        url.user(),
                        Optional.empty(),
                        url.parameters(),
                        url.schema(),
                        url.pooling())
                : url;
    }

    private static String value(Properties properties, String name) throws IOException {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new IOException("a kept sandbox's file says nothing of its " + name);
        }
        return value;
    }
}
