package dev.pgplaybook.shell;

import dev.pgplaybook.playbook.Configuration;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a command line leaves open, from the environment or the project's file. What it says itself stands before both. */
record Settings(Desk desk, Map<String, String> environment) {

    /** They must work where the file is broken, and need nothing of it. */
    private static final Set<String> WITHOUT =
            Set.of("help", "version", "exit", "explain", "completion", "complete", "config");

    /** Where a value comes from. */
    enum Origin {
        FLAG,
        ENVIRONMENT,
        FILE,
        DEFAULT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A value with its origin.
     *
     * @param where the flag, the variable, or the place in the file
     */
    record Chosen(Setting setting, String value, Origin origin, String where) {}

    /** With the values of settings that the command goes by and does not give; what lies on the desk stands before them. */
    Invocation complete(Invocation in) {
        if (WITHOUT.contains(in.command().name()) || in.has("--help")) {
            return in;
        }
        Configuration file = Configuration.above(desk.workingDirectory());
        List<String> arguments = new ArrayList<>(in.arguments());
        Map<String, List<String>> options = new HashMap<>(in.options());
        for (Setting setting : Setting.values()) {
            if (setting.concerns(in.command()) && !isDecided(setting, in)) {
                beyondFlags(setting, file).ifPresent(chosen -> {
                    if (setting.isArgument()) {
                        arguments.add(chosen.value());
                    } else if (!setting.isSwitch()) {
                        options.put(setting.flag(), List.of(chosen.value()));
                    } else if (chosen.value().equals("true")) {
                        options.put(setting.flag(), List.of());
                    }
                });
            }
        }
        return new Invocation(in.command(), List.copyOf(arguments), Map.copyOf(options));
    }

    private boolean isDecided(Setting setting, Invocation in) {
        return switch (setting) {
            case PLAYBOOK ->
                desk.openPlaybook().isPresent()
                        || in.arguments().size() != in.command().arguments().indexOf("[PLAYBOOK]");
            case TARGET, SANDBOX -> in.has(setting.flag()) || desk.usedTarget().isPresent();
            case MIGRATIONS, FAIL_ON ->
                in.has(setting.flag()) || desk.openPlaybook().isPresent() || namesAPlaybook(in);
            case ENV_FILE, LOCK_WAIT, COLOR, NO_INPUT, VERBOSE -> in.has(setting.flag());
        };
    }

    /** A playbook has its own. */
    private static boolean namesAPlaybook(Invocation in) {
        return in.has("--playbook") || in.arguments().stream().anyMatch(Desk::isPlaybookFile);
    }

    /** Every setting as a command would have it that is given these flags. */
    List<Chosen> all(Invocation in) {
        Configuration file = Configuration.above(desk.workingDirectory());
        List<Chosen> all = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            boolean flagged = !setting.isArgument() && in.has(setting.flag());
            all.add(
                    flagged
                            ? new Chosen(setting, in.value(setting.flag()).orElse("true"), Origin.FLAG, setting.flag())
                            : beyondFlags(setting, file)
                                    .orElseGet(() -> new Chosen(setting, setting.usual(), Origin.DEFAULT, "")));
        }
        return all;
    }

    private Optional<Chosen> beyondFlags(Setting setting, Configuration file) {
        return setting.in(environment)
                .map(value -> new Chosen(setting, checked(setting, value), Origin.ENVIRONMENT, variable(setting)))
                .or(() -> Optional.ofNullable(file.values().get(setting.key()))
                        .map(value -> new Chosen(setting, value.text(), Origin.FILE, shown(value.at()))));
    }

    private String variable(Setting setting) {
        return environment.getOrDefault(setting.variable(), "").isBlank() ? "NO_COLOR" : setting.variable();
    }

    private String shown(Location at) {
        return desk.workingDirectory().relativize(at.file()) + ":" + at.line();
    }

    /** What the command line would have refused. */
    private static String checked(Setting setting, String value) {
        List<String> words = switch (setting) {
            case COLOR -> List.of("auto", "always", "never");
            case FAIL_ON -> List.of("error", "warning", "never");
            case NO_INPUT, VERBOSE -> List.of("true", "false");
            case PLAYBOOK, TARGET, SANDBOX, MIGRATIONS, ENV_FILE, LOCK_WAIT -> List.of();
        };
        if (!words.isEmpty() && !words.contains(value)) {
            throw Problem.of(
                            ProblemCode.PB518,
                            setting.variable() + " must be one of " + String.join(", ", words) + ", not " + value)
                    .hint("change it, or unset it")
                    .asException();
        }
        return value;
    }
}
