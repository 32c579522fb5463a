package dev.pgplaybook.migration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code migration_lock.toml}, which says for which database the migrations were written. Read exactly as Prisma reads it, which is
 * not as TOML: blanks around the equals sign matter.
 *
 * @param provider what Prisma takes for the database's name; nothing where there is no file that can be read
 */
record LockFile(Path file, Optional<String> provider) {

    private static final Pattern LINE_BREAK = Pattern.compile("\r?\n");

    static LockFile in(Path folder) {
        Path file = folder.resolve("migration_lock.toml");
        try {
            return new LockFile(
                    file, Optional.of(provider(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))));
        } catch (IOException missingOrUnreadable) {
            return new LockFile(file, Optional.empty());
        }
    }

    boolean isForPostgres() {
        return provider.map("postgresql"::equals).orElse(true);
    }

    private static String provider(String text) {
        return LINE_BREAK
                .splitAsStream(text)
                .filter(line -> line.startsWith("provider"))
                .findFirst()
                .map(line -> line.replaceFirst("^(provider = )+", "").replaceAll("^\"+|\"+$", ""))
                .orElse("<PROVIDER NOT FOUND>");
    }
}
