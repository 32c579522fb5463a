package dev.pgplaybook.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The launcher as its users start it: a process with its three streams and its exit status. */
public final class LauncherProcess {

    private static final Path LAUNCHER = Path.of("target/pgplaybook").toAbsolutePath();

    private static final long LIMIT_SECONDS = 120;

    private final Process process;
    private final Path out;
    private final Path err;

    private LauncherProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** What came of it. */
    public record Ended(int status, String out, String err) {}

    public static Ended run(Path directory, Map<String, String> environment, String... arguments) {
        return start(directory, environment, arguments).await();
    }

    /** The shell without a terminal, given these lines. */
    public static Ended type(Path directory, Map<String, String> environment, String... lines) {
        try {
            Path typed = Files.write(temporary(".in"), List.of(lines));
            return start(directory, environment, typed).await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static LauncherProcess start(Path directory, Map<String, String> environment, String... arguments) {
        return start(directory, environment, Path.of("/dev/null"), arguments);
    }

    private static LauncherProcess start(
            Path directory, Map<String, String> environment, Path input, String... arguments) {
        try {
            List<String> argv = new ArrayList<>(List.of(LAUNCHER.toString()));
            argv.addAll(List.of(arguments));
            Path out = temporary(".out");
            Path err = temporary(".err");
            ProcessBuilder builder = new ProcessBuilder(argv)
                    .directory(directory.toFile())
                    .redirectInput(input.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            return new LauncherProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gone with the tests. */
    private static Path temporary(String suffix) throws IOException {
        Path file = Files.createTempFile("launcher", suffix);
        file.toFile().deleteOnExit();
        return file;
    }

    public Process process() {
        return process;
    }

    public String outSoFar() {
        return read(out);
    }

    public Ended await() {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the launcher did not end; it wrote:\n" + read(out) + read(err));
            }
            return new Ended(process.exitValue(), read(out), read(err));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
