package dev.pgplaybook.process;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Prepares a program's start: finds it before anything is started, so that a name mistyped is told from a program that fails. */
final class Launch {

    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    /** A session of its own keeps a terminal's Ctrl-C from a program, and lets us find what it starts even when its parent is gone. */
    private static final Optional<Path> SETSID = onPath("setsid", System.getenv());

    private Launch() {}

    static ProcessBuilder of(Program program) {
        program.directory().filter(directory -> !Files.isDirectory(directory)).ifPresent(directory -> {
            throw Problem.of(ProblemCode.PB511, program.name() + " cannot run in " + directory)
                    .hint("that directory does not exist")
                    .asException();
        });
        List<String> argv = new ArrayList<>();
        SETSID.ifPresent(setsid -> argv.add(setsid.toString()));
        ProcessBuilder builder = new ProcessBuilder(argv).redirectInput(new File("/dev/null"));
        program.directory().map(Path::toFile).ifPresent(builder::directory);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(Program.INHERITED);
        environment.putAll(program.environment());

        argv.add(find(program, environment).toString());
        argv.addAll(program.argv().subList(1, program.argv().size()));
        return builder.command(argv);
    }

    static boolean startsSessions() {
        return SETSID.isPresent();
    }

    private static Path find(Program program, Map<String, String> environment) {
        if (program.name().contains("/")) {
            Path directory = program.directory().orElse(Path.of("")).toAbsolutePath();
            return Optional.of(directory.resolve(program.name()))
                    .filter(Launch::isProgram)
                    .orElseThrow(() -> Problem.of(ProblemCode.PB511, "there is no program " + program.name())
                            .hint("check the path, which starts in " + directory
                                    + ", and that the file may be executed")
                            .asException());
        }
        return onPath(program.name(), environment)
                .orElseThrow(() -> Problem.of(ProblemCode.PB511, program.name() + " is not on the PATH")
                        .hint("install it, or give its full path")
                        .asException());
    }

    static Optional<Path> onPath(String name, Map<String, String> environment) {
        return PATH_SEPARATOR
                .splitAsStream(environment.getOrDefault("PATH", ""))
                .map(directory -> Path.of(directory).resolve(name).toAbsolutePath())
                .filter(Launch::isProgram)
                .findFirst();
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
