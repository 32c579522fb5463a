package dev.pgplaybook.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program with its arguments. Of our environment it gets the few harmless names of {@link #INHERITED}, so that no secret of ours
 * reaches it unless it is given here; its standard input is empty.
 */
public record Program(List<String> argv, Optional<Path> directory, Map<String, String> environment) {

    public static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "USER");

    public Program {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a program needs a name");
        }
    }

    public static Program of(String... argv) {
        return new Program(List.of(argv), Optional.empty(), Map.of());
    }

    public Program in(Path workingDirectory) {
        return new Program(argv, Optional.of(workingDirectory), environment);
    }

    public Program with(Map<String, String> variables) {
        return new Program(argv, directory, variables);
    }

    public String name() {
        return argv.get(0);
    }
}
