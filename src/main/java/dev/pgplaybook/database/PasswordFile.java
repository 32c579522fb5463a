package dev.pgplaybook.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * libpq's file of passwords, {@code ~/.pgpass} or what PGPASSFILE names: lines of {@code host:port:database:user:password}, of which
 * the first that fits counts. Read here and not by the driver, so that an env file may name it and the password is masked.
 */
final class PasswordFile {

    private static final Set<PosixFilePermission> FOR_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private PasswordFile() {}

    /** Nothing where there is no such file or line, or where, as libpq has it, others may read the file. */
    static Optional<String> find(Map<String, String> environment, String... hostPortDatabaseUser) {
        Path file = Optional.ofNullable(environment.get("PGPASSFILE"))
                .map(Path::of)
                .orElseGet(() -> Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".pgpass"));
        for (String line : lines(file)) {
            List<String> fields = line.startsWith("#") ? List.of() : fields(line);
            if (fields.size() >= 5 && fits(fields, List.of(hostPortDatabaseUser))) {
                return Optional.of(fields.get(4));
            }
        }
        return Optional.empty();
    }

    private static List<String> lines(Path file) {
        try {
            if (!Files.isRegularFile(file)
                    || Files.getPosixFilePermissions(file).stream().anyMatch(FOR_OTHERS::contains)) {
                return List.of();
            }
            return Files.readAllLines(file);
        } catch (IOException | UnsupportedOperationException e) {
            // It helps where it can; without it the server says that a password is missing.
            return List.of();
        }
    }

    private static boolean fits(List<String> fields, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!fields.get(i).equals("*") && !fields.get(i).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A backslash takes the next character, a colon or another backslash, as it stands. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean escaped = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ':' && !escaped) {
                fields.add(field.toString());
                field.setLength(0);
            } else if (c != '\\' || escaped) {
                field.append(c);
            }
            escaped = c == '\\' && !escaped;
        }
        fields.add(field.toString());
        return fields;
    }
}
