package dev.pgplaybook.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Who is at the keyboard, as far as this machine knows: account and machine, for the record. */
final class Account {

    private static final Path HOST = Path.of("/etc/hostname");

    private Account() {}

    /** A name server is not asked: that may take seconds, and answers otherwise each time. */
    static String of(Map<String, String> environment) {
        String user = environment.getOrDefault("SUDO_USER", System.getProperty("user.name", "somebody"));
        String host = environment.getOrDefault("HOSTNAME", hostFile());
        return host.isBlank() ? user : user + "@" + host.strip();
    }

    private static String hostFile() {
        try {
            return Files.isReadable(HOST) ? Files.readString(HOST) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
