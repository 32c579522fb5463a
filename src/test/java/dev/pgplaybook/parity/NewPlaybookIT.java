package dev.pgplaybook.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.testing.HostServer;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import dev.pgplaybook.testing.MadeUpHistory;
import dev.pgplaybook.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A database that holds the first nine tenths of a history, and no record of it: what {@code new} writes rehearses green as it stands.
 * Each directory of {@code -Dpgplaybook.histories=DIR} is the migrations folder of a project; without it a history is made up.
 */
class NewPlaybookIT {

    private static final String MADE_UP = "a history that is made up";

    @TempDir
    Path directory;

    private HostServer server;

    @BeforeEach
    void start() throws IOException {
        server = HostServer.start(Files.createDirectory(directory.resolve("server")));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    static List<String> histories() throws IOException {
        String place = System.getProperty("pgplaybook.histories");
        if (place == null) {
            return List.of(MADE_UP);
        }
        try (Stream<Path> projects = Files.list(Path.of(place))) {
            return projects.map(Path::toString).sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("histories")
    void rehearsesGreenWithoutAnEdit(String place) throws IOException, SQLException {
        Path project = Files.createDirectories(directory.resolve("project/prisma"));
        Path migrations = project.resolve("migrations");
        copy(place.equals(MADE_UP) ? MadeUpHistory.in(directory.resolve("made-up")) : Path.of(place), migrations);
        List<Path> all = folders(migrations);
        List<Path> applied = all.subList(0, all.size() * 9 / 10);
        Path first = Files.createDirectories(directory.resolve("first"));
        for (Path migration : applied) {
            copy(migration, first.resolve(migration.getFileName()));
        }
        DatabaseUrl url = make("app");
        assertThat(run("deploy", "--url", url.withPassword(), "--migrations", first.toString())
                        .status())
                .isZero();
        execute(url, "DROP TABLE _prisma_migrations");
        String before = CatalogOf.text(url);

        Ended made = run("new", "--url", url.withPassword(), "--no-input");

        assertThat(made.status()).as(made.err()).isZero();
        assertThat(made.out())
                .contains("the migrations are in prisma/migrations")
                .contains("legacy  marks " + applied.size() + " migrations as applied")
                .contains("deploy  applies " + (all.size() - applied.size()) + " migrations");
        assertThat(CatalogOf.text(url)).isEqualTo(before);

        Ended rehearsed = LauncherProcess.run(
                directory.resolve("project"),
                Map.of("DATABASE_URL", url.withPassword()),
                "rehearse",
                "playbooks/app.yaml",
                "--yes",
                "--no-input");

        assertThat(rehearsed.status()).as(rehearsed.out() + rehearsed.err()).isZero();
        assertThat(rehearsed.out())
                .contains(applied.size() + " marked as applied")
                .contains("rehearsal passed in");
        assertThat(CatalogOf.text(url)).isEqualTo(before);
    }

    private Ended run(String... words) {
        return LauncherProcess.run(directory.resolve("project"), Map.of(), words);
    }

    private DatabaseUrl make(String name) throws SQLException {
        execute(server.url(), "CREATE DATABASE " + name);
        return server.url().withDatabase(name);
    }

    private static void execute(DatabaseUrl url, String sql) throws SQLException {
        try (Connection connection = TestServer.connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Path> folders(Path migrations) throws IOException {
        try (Stream<Path> folders = Files.list(migrations)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copied = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copied);
                } else {
                    Files.copy(file, copied);
                }
            }
        }
    }

    /** What a database holds, as far as its catalogs tell. */
    private static final class CatalogOf {
        static String text(DatabaseUrl url) throws SQLException {
            try (Connection connection = TestServer.connect(url);
                    Statement statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "SELECT string_agg(concat_ws(' ', oid, relname, relkind, relfilenode), ',' ORDER BY oid) FROM pg_class")) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
