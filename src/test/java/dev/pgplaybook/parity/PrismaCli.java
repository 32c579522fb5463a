package dev.pgplaybook.parity;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.testing.SharedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Prisma's real command line, which npm installs outside the project. Where it is not installed and cannot be, the test is aborted
 * with the reason.
 */
final class PrismaCli implements Tool {

    /** Also long enough for hundreds of migrations. */
    private static final long LIMIT_MINUTES = 5;

    private static Optional<String> hindrance = Optional.empty();
    private static Optional<PrismaCli> installed = Optional.empty();

    private final Path program;

    private PrismaCli(Path program) {
        this.program = program;
    }

    /** Installs it where it is not yet; both sides of a comparison may ask at once. */
    static synchronized PrismaCli require() {
        Path program = SharedFolder.require("prisma/cli/prisma-cli");
        hindrance.ifPresent(reason -> abort(reason));
        if (installed.isEmpty()) {
            PrismaCli cli = new PrismaCli(program);
            Ended help = cli.run(Path.of("."), Map.of(), List.of("migrate", "--help"));
            if (!help.succeeded()) {
                hindrance =
                        Optional.of("needs Prisma's command line, which npm could not install or Node could not run: "
                                + help.said().strip());
                return abort(hindrance.get());
            }
            installed = Optional.of(cli);
        }
        return installed.get();
    }

    @Override
    public Ended run(Path migrations, DatabaseUrl url, List<String> arguments) {
        DatabaseUrl bare = new DatabaseUrl(
                url.host(), url.port(), url.database(), url.user(), url.password(), Map.of(), Optional.empty(), false);
        List<String> words = new ArrayList<>(List.of("migrate"));
        words.addAll(arguments);
        return run(
                migrations,
                Map.of(
                        "DATABASE_URL",
                        bare.withPassword(),
                        "ORACLE_SCHEMA",
                        url.schema().orElse("")),
                words);
    }

    private Ended run(Path migrations, Map<String, String> environment, List<String> arguments) {
        List<String> argv = new ArrayList<>(
                List.of(program.toString(), migrations.toAbsolutePath().toString()));
        argv.addAll(arguments);
        try {
            Path said = Files.createTempFile("prisma", ".out");
            ProcessBuilder builder = new ProcessBuilder(argv)
                    .redirectInput(new java.io.File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.environment().put("ORACLE_HOME", home().toString());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("Prisma did not end; it wrote:\n" + Files.readString(said));
            }
            String text = new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
            Files.delete(said);
            return new Ended(process.exitValue(), withoutItsSetting(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What is said about the way it is run here, and not about migrations. */
    private static String withoutItsSetting(String text) {
        return text.replaceFirst("(?s)Loaded Prisma config.*?environment variable loading\\.\\s*", "")
                .replaceFirst("(?s)Prisma schema loaded from.*?only using driver adapters\\.\\s*", "");
    }

    /** Two hundred megabytes that are made once for every checkout on the machine, and belong to none. */
    private static Path home() {
        return Optional.ofNullable(System.getenv("ORACLE_HOME"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "prisma-oracle"));
    }
}
