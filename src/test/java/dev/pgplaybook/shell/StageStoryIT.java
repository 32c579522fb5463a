package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.schema.Drift;
import dev.pgplaybook.schema.Snapshot;
import dev.pgplaybook.schema.SnapshotOptions;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import dev.pgplaybook.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** All the way through the command line: the draft is staged, and what was written is deployed to the story's database. */
class StageStoryIT {

    private static final String NAME = "20251119194448_add_admin";

    private static final String COUNTS =
            "SELECT (SELECT count(*) FROM users) || ' ' || (SELECT count(*) FROM trades) || ' '"
                    + " || (SELECT count(*) FROM transactions) || ' ' || (SELECT count(*) FROM withdraw_requests)";

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @RegisterExtension
    final DatabaseExtension declared = new DatabaseExtension();

    @TempDir
    Path directory;

    @BeforeEach
    void copy() throws IOException {
        copy(SharedFolder.require("story/migrations"), directory.resolve("migrations"));
        copy(SharedFolder.require("story/draft"), directory.resolve("migrations"));
        Files.copy(SharedFolder.require("story/production.sql"), directory.resolve("production.sql"));
    }

    @Test
    void whatIsWrittenAppliesToProductionLosesNothingAndEndsInTheDeclaredSchema() throws IOException {
        String draft = Files.readString(directory.resolve("migrations/" + NAME + "/migration.sql"));
        Ended staged = run(
                "stage",
                NAME,
                "--migrations=migrations",
                "--like=production.sql",
                "--answer=trades.direction='UP'",
                "--answer=trades.priceOpen=0",
                "--answer=trades.priceOpenAt=now",
                "--answer=withdraw_requests.toAddress=''",
                "--out=staged",
                "--yes");
        assertThat(staged.status()).as(staged.out() + staged.err()).isZero();
        copy(directory.resolve("staged"), directory.resolve("migrations"));

        assertThat(run("lint", "migrations", "--format=json").status()).isZero();
        assertThat(new JsonMapper()
                        .readTree(run("lint", "migrations", "--format=json").out())
                        .at("/ignored")
                        .size())
                .isZero();

        db.execute(Files.readString(directory.resolve("production.sql")));
        String before = db.query(COUNTS);
        String url = "--url=" + db.url().withPassword();
        for (String legacy : List.of("20250902181313_init", "20250910205257_add_transactions")) {
            assertThat(run("resolve", "--applied=" + legacy, url, "--migrations=migrations")
                            .status())
                    .isZero();
        }
        Ended deployed = run("deploy", url, "--migrations=migrations");
        assertThat(deployed.status()).as(deployed.out() + deployed.err()).isZero();

        assertThat(db.query(COUNTS)).isEqualTo(before).startsWith("1200 60000 ");
        assertThat(db.query("SELECT count(*) FROM trades WHERE direction = 'UP' AND \"priceOpen\" = 0"
                        + " AND \"priceOpenAt\" <= now()"))
                .isEqualTo("60000");
        assertThat(Drift.between(declared(draft), snapshot(db)).differences()).isEmpty();
    }

    /** What the draft makes of the same tables without rows, and the defaults that the answers bring. */
    private Snapshot declared(String draft) throws IOException {
        declared.execute(Files.readString(directory.resolve("production.sql")));
        declared.execute("TRUNCATE users, trades, withdraw_requests CASCADE");
        declared.execute(draft);
        declared.execute("""
                ALTER TABLE trades ALTER COLUMN direction SET DEFAULT 'UP', ALTER COLUMN "priceOpen" SET DEFAULT 0,
                  ALTER COLUMN "priceOpenAt" SET DEFAULT CURRENT_TIMESTAMP;
                ALTER TABLE withdraw_requests ALTER COLUMN "toAddress" SET DEFAULT '';
                """);
        return snapshot(declared);
    }

    private static Snapshot snapshot(DatabaseExtension database) {
        try (Session session = Session.open(database.url(), SessionOptions.named("test"))) {
            return Snapshot.take(session, SnapshotOptions.STANDARD);
        }
    }

    private Ended run(String... arguments) {
        return LauncherProcess.run(directory, Map.of(), arguments);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
