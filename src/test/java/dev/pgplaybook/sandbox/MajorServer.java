package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.process.FreePort;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** A server of one of the major versions whose binaries the build brings together in target/postgres, unpacked there once. */
public final class MajorServer implements AutoCloseable {

    private static final Path HOME = Path.of("target", "postgres");

    private final EmbeddedServer server;
    private final DatabaseUrl url;
    private final Path data;

    private MajorServer(EmbeddedServer server, DatabaseUrl url, Path data) {
        this.server = server;
        this.url = url;
        this.data = data;
    }

    public static MajorServer start(int major) throws IOException {
        Cache cache = Cache.open(HOME.resolve("cache"), ServerUser.choose());
        Binaries binaries = binaries(cache, major);
        Template template = Template.make(cache, binaries, Progress.silent(), new Cancellation());
        Path data = cache.sandboxes().resolve("major-" + major);
        FileTree.delete(data);
        template.copyTo(cache.makeServerDirectory(data), new Cancellation());
        int port = FreePort.find();
        EmbeddedServer server = EmbeddedServer.launch(binaries, data, port, HOME.resolve(major + ".log"));
        if (!server.becomesReady()) {
            throw new AssertionError("PostgreSQL " + major + " did not start:\n" + server.lastLines());
        }
        return new MajorServer(server, url(port, template), data);
    }

    private static DatabaseUrl url(int port, Template template) {
        return new DatabaseUrl(
                EmbeddedServer.HOST,
                port,
                Sandbox.DATABASE,
                Template.SUPERUSER,
                Optional.of(template.password()),
                Map.of("sslmode", "disable"),
                Optional.empty(),
                false);
    }

    public DatabaseUrl url() {
        return url;
    }

    private static Binaries binaries(Cache cache, int major) throws IOException {
        Path home = cache.binaries().resolve("postgresql-" + major);
        if (!Files.isDirectory(home)) {
            Path half = home.resolveSibling(home.getFileName() + ".new");
            FileTree.delete(half);
            cache.makeDirectory(half);
            unpack(HOME.resolve(major + ".jar"), half);
            Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Binaries("postgresql-" + major, home.resolve("bin"), String.valueOf(major), cache.user());
    }

    private static void unpack(Path jar, Path directory) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            JarEntry archive = file.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow();
            try (InputStream stream = new BufferedInputStream(file.getInputStream(archive))) {
                Archive.unpack(stream, directory);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        FileTree.delete(data);
    }
}
