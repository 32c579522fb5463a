package dev.pgplaybook.sql;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL's own parser, compiled for Node: it says where the statements of a script stand. Without Node the test is aborted. */
final class ParserOracle {

    private static final String PARSER = "@libpg-query/parser@17.6.10";

    private final Path folder;

    private ParserOracle(Path folder) {
        this.folder = folder;
    }

    static ParserOracle install() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "oracle").toAbsolutePath());
        if (!Files.exists(folder.resolve("node_modules/@libpg-query/parser"))) {
            run(
                    folder,
                    List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", ".", PARSER));
        }
        try (var script = ParserOracle.class.getResourceAsStream("/oracle/boundaries.mjs")) {
            Files.write(folder.resolve("boundaries.mjs"), script == null ? new byte[0] : script.readAllBytes());
        }
        return new ParserOracle(folder);
    }

    /** For each script its statements as {@code start+length}, in bytes of UTF-8; or a line that begins with {@code error}. */
    List<String> boundaries(List<String> scripts) throws IOException, InterruptedException {
        Path files = Files.createTempDirectory(folder, "scripts");
        List<String> command = new ArrayList<>(List.of("node", "boundaries.mjs"));
        for (int i = 0; i < scripts.size(); i++) {
            command.add(
                    Files.writeString(files.resolve(i + ".sql"), scripts.get(i)).toString());
        }
        return run(folder, command).lines().toList();
    }

    private static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors.txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(errors.toFile())
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                abort("needs " + PARSER + " under Node 20: " + command.get(0) + " says " + Files.readString(errors));
            }
            return output;
        } catch (IOException notThere) {
            return abort("needs " + command.get(0) + ", which is not here: " + notThere.getMessage());
        }
    }
}
