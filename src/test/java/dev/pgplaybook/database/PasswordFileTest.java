package dev.pgplaybook.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.DatabaseExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {

    private static final String URL = "postgresql://me@db.example:5433/app";

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path home;

    @Test
    void takesTheFirstLineThatFits() throws IOException {
        write("""
                # db.example:5433:app:me:in a comment
                db.example:5432:*:*:another port
                db.example:5433:other:*:another database
                *:*:app:me:pass\\:word\\\\
                *:*:*:*:too late
                """, "rw-------");

        assertThat(parsed(URL).password()).contains("pass:word\\");
        assertThat(parsed("postgresql://you@elsewhere/db").password()).contains("too late");
    }

    @Test
    void prefersAPasswordOfTheUrlOrTheEnvironment() throws IOException {
        write("*:*:*:*:in the file", "rw-------");

        assertThat(parsed("postgresql://me:mine@db.example/app").password()).contains("mine");
        assertThat(DatabaseUrl.parse(URL, Map.of("HOME", home.toString(), "PGPASSWORD", "set"))
                        .password())
                .contains("set");
    }

    @Test
    void leavesAFileAloneThatOthersMayRead() throws IOException {
        write("*:*:*:*:seen by all", "rw-r--r--");

        assertThat(parsed(URL).password()).isEmpty();
    }

    @Test
    void logsInWithAPasswordOfTheFile() throws IOException {
        DatabaseUrl url = db.url();
        write(
                url.host() + ":" + url.port() + ":" + url.database() + ":" + url.user() + ":"
                        + url.password().orElseThrow(),
                "rw-------");

        DatabaseUrl without = DatabaseUrl.parse(
                "postgresql://" + url.user() + "@" + url.host() + ":" + url.port() + "/" + url.database(),
                Map.of("PGPASSFILE", home.resolve(".pgpass").toString()));

        try (Session session = Session.open(without, SessionOptions.named("passfile"))) {
            assertThat(session.one("SELECT 1").number(0)).isEqualTo(1);
        }
    }

    private DatabaseUrl parsed(String url) {
        return DatabaseUrl.parse(url, Map.of("HOME", home.toString()));
    }

    private void write(String text, String permissions) throws IOException {
        Path file = Files.writeString(home.resolve(".pgpass"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
