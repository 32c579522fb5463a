package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher before a server that takes the connection and sleeps on. */
class WaitingIT {

    @TempDir
    Path directory;

    @Test
    void stopsWaitingOnCtrlC() throws IOException, InterruptedException {
        try (ServerSocket asleep = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LauncherProcess waiting = start(asleep, "");
            try (Socket connection = asleep.accept()) {
                connection.getInputStream().read();
                new ProcessBuilder(
                                "kill", "-INT", String.valueOf(waiting.process().pid()))
                        .start()
                        .waitFor();

                Ended ended = waiting.await();

                assertThat(ended.status()).isEqualTo(130);
                assertThat(ended.err()).contains("PB413", "was stopped").doesNotContain("Exception");
            }
        }
    }

    @Test
    void saysThatItWaitedAndInVain() throws IOException {
        try (ServerSocket asleep = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Ended ended = start(asleep, "?connect_timeout=2").await();

            assertThat(ended.status()).isEqualTo(2);
            assertThat(ended.err()).contains("did not answer within 2 s", "for the server at 127.0.0.1:");
        }
    }

    private LauncherProcess start(ServerSocket server, String query) {
        new Trial(directory).write("migrations/1_a/migration.sql", "CREATE TABLE a (id int)");
        String url = "postgresql://me:secret-word@127.0.0.1:" + server.getLocalPort() + "/app" + query;
        return LauncherProcess.start(directory, Map.of(), "deploy", "--migrations", "migrations", "--url", url);
    }
}
