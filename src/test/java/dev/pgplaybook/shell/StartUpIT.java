package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.Patience;
import dev.pgplaybook.testing.TerminalProcess;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start loads, and the archive that it is served from. */
class StartUpIT {

    /** Drivers, parsers, sandboxes and reports, each of which costs a start more than all that it needs. */
    private static final List<String> HEAVY = List.of(
            " org.postgresql.",
            " org.antlr.",
            " org.pgcodekeeper.",
            " org.testcontainers.",
            " io.zonky.",
            " tools.jackson.",
            " com.ibm.icu.",
            " org.springframework.context.support.",
            " dev.pgplaybook.sql.Parser",
            " dev.pgplaybook.sandbox.EmbeddedProvider",
            " dev.pgplaybook.sandbox.ContainerProvider",
            " dev.pgplaybook.report.",
            " dev.pgplaybook.inference.Inference",
            " dev.pgplaybook.migration.Deployment");

    private static final Path BUILT = Path.of("target").toAbsolutePath();

    @TempDir
    Path directory;

    private Path loaded;

    @BeforeEach
    void log() {
        loaded = directory.resolve("loaded.log");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "help", "runs"})
    void loadsNothingThatTheCommandDoesNotNeed(String command) throws IOException {
        assertThat(LauncherProcess.run(directory, logging(), command).status()).isZero();

        assertThat(classes()).noneMatch(StartUpIT::isHeavy);
    }

    @Test
    void loadsNoCommandBeforeTheFirstPrompt() throws IOException {
        Trial.ofTheStory(directory);
        try (TerminalProcess terminal = TerminalProcess.start(directory, logging())) {
            terminal.await("playbook>");
            List<String> first = classes();

            assertThat(first).noneMatch(StartUpIT::isHeavy).noneMatch(name -> name.contains("shell.WalkCommands"));
            assertThat(first).anyMatch(name -> name.contains(" org.jline.reader."));
            terminal.enter("exit");
            assertThat(terminal.status()).isZero();
        }
    }

    /** The version is what scripts ask for. */
    @Test
    void saysItsVersionBeforeAnythingIsWired() throws IOException {
        LauncherProcess.run(directory, logging(), "--version");

        assertThat(classes())
                .anyMatch(name -> name.contains("shell.GeneralCommands"))
                .noneMatch(name -> name.contains("shell.Dispatcher") || name.contains(" org.jline."));
    }

    @Test
    void makesTheArchiveOfAnotherPlaceOnceAndIsServedFromIt() throws IOException, InterruptedException {
        Path home = copyOfTheLauncher();
        Files.createDirectory(home.resolve("archive"));

        assertThat(version(home, Map.of())).isEqualTo("pgplaybook 0.1.0\n");
        Path archive = awaitArchive(home.resolve("archive"));
        FileTime made = Files.getLastModifiedTime(archive);
        assertThat(version(home, logging())).isEqualTo("pgplaybook 0.1.0\n");

        assertThat(classes())
                .filteredOn(name -> name.contains(" dev.pgplaybook.shell.Main "))
                .singleElement()
                .asString()
                .contains("shared objects file");
        assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
        assertThat(files(home.resolve("archive"))).hasSize(2);
    }

    @Test
    void keepsTheArchiveAmongTheUsersCachedFilesWhereItsOwnFolderIsNotToBeWritten()
            throws IOException, InterruptedException {
        Path home = copyOfTheLauncher();
        Map<String, String> cache =
                Map.of("XDG_CACHE_HOME", directory.resolve("cache").toString());

        assertThat(version(home, cache)).isEqualTo("pgplaybook 0.1.0\n");

        assertThat(awaitArchive(directory.resolve("cache"))).isRegularFile();
        assertThat(home.resolve("archive")).doesNotExist();
    }

    @Test
    void saysNothingOfAnArchiveThatDoesNotFit() throws IOException, InterruptedException {
        Path home = copyOfTheLauncher();
        Files.createDirectory(home.resolve("archive"));
        version(home, Map.of());
        Path archive = awaitArchive(home.resolve("archive"));
        Files.delete(archive);
        Files.writeString(archive, "no archive at all");

        assertThat(version(home, Map.of())).isEqualTo("pgplaybook 0.1.0\n");
    }

    @Test
    void leavesTheArchiveOfAMachineThatIsThrownAwayUnmade() throws IOException, InterruptedException {
        Path home = copyOfTheLauncher();
        Files.createDirectory(home.resolve("archive"));

        assertThat(version(home, Map.of("CI", "true"))).isEqualTo("pgplaybook 0.1.0\n");

        assertThat(files(home.resolve("archive"))).isEmpty();
    }

    private static boolean isHeavy(String name) {
        return HEAVY.stream().anyMatch(name::contains);
    }

    private Map<String, String> logging() {
        return Map.of("PGPLAYBOOK_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
    }

    private List<String> classes() throws IOException {
        return Files.readAllLines(loaded);
    }

    private Path copyOfTheLauncher() throws IOException {
        Path home = Files.createDirectory(directory.resolve("home")).toRealPath();
        for (String name : List.of("pgplaybook", "train")) {
            Files.copy(BUILT.resolve(name), home.resolve(name), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.createSymbolicLink(home.resolve("lib"), BUILT.resolve("lib"));
        return home;
    }

    /** All that it wrote, errors with it. */
    private String version(Path home, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("pgplaybook").toString(), "--version")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().remove("CI");
        builder.environment()
                .put("XDG_CACHE_HOME", directory.resolve("no-cache").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return said;
    }

    private static Path awaitArchive(Path folder) {
        Patience.until("an archive in " + folder, () -> archives(folder).count() == 1);
        return archives(folder).findFirst().orElseThrow();
    }

    private static Stream<Path> archives(Path folder) {
        return files(folder).stream().filter(file -> file.toString().matches(".*\\.(jsa|aot)"));
    }

    private static List<Path> files(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
