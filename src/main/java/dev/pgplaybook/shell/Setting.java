package dev.pgplaybook.shell;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a project may set once for all of its commands: by a flag, a variable of the environment, or its {@code pgplaybook.yaml}. */
enum Setting {
    PLAYBOOK("PLAYBOOK", "none; open one, or name it", "the playbook of commands that name none"),
    TARGET("--target", "the playbook's only real one", "the target of run and plan"),
    SANDBOX("--target", "the playbook's only sandbox", "the target of rehearse"),
    MIGRATIONS("--migrations", "the playbook's", "the migrations folder"),
    ENV_FILE("--env-file", "none", "NAME=VALUE lines that stand before the environment"),
    LOCK_WAIT("--lock-wait", "60s", "how long to wait for the history's lock"),
    FAIL_ON("--fail-on", "error", "what lint ends with status 4 for"),
    COLOR("--color", "auto", "when to use colours"),
    NO_INPUT("--no-input", "false", "whether to refuse instead of asking"),
    VERBOSE("--verbose", "false", "whether to say more");

    private static final Set<String> WALKS = Set.of("run", "plan");

    private final String flag;
    private final String usual;
    private final String meaning;

    Setting(String flag, String usual, String meaning) {
        this.flag = flag;
        this.usual = usual;
        this.meaning = meaning;
    }

    /** In the file. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String variable() {
        return "PGPLAYBOOK_" + name();
    }

    String flag() {
        return flag;
    }

    String usual() {
        return usual;
    }

    String meaning() {
        return meaning;
    }

    boolean isSwitch() {
        return this == NO_INPUT || this == VERBOSE;
    }

    boolean isArgument() {
        return this == PLAYBOOK;
    }

    /** By a variable of ours; of colours, NO_COLOR has a say as well. */
    Optional<String> in(Map<String, String> environment) {
        Optional<String> own = Optional.ofNullable(environment.get(variable())).filter(value -> !value.isBlank());
        boolean colorless =
                this == COLOR && !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return own.or(() -> colorless ? Optional.of("never") : Optional.empty());
    }

    /** Whether a command goes by it. */
    boolean concerns(CommandSpec command) {
        return switch (this) {
            case PLAYBOOK -> command.arguments().contains("[PLAYBOOK]");
            case TARGET -> WALKS.contains(command.name());
            case SANDBOX -> command.name().equals("rehearse");
            case MIGRATIONS, FAIL_ON ->
                command.options().stream().anyMatch(option -> option.name().equals(flag));
            case ENV_FILE, LOCK_WAIT, COLOR, NO_INPUT, VERBOSE -> true;
        };
    }
}
