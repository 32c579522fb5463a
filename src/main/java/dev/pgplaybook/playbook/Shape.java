package dev.pgplaybook.playbook;

import java.util.List;

/** The keys of every kind of mapping in a playbook, in the order in which they are suggested. The JSON Schema has the same. */
enum Shape {
    PLAYBOOK(
            "version",
            "playbook",
            "title",
            "migrations",
            "execution",
            "targets",
            "services",
            "secrets",
            "role",
            "accept",
            "backup",
            "record",
            "limits",
            "hazards",
            "steps"),
    /** Of a {@code pgplaybook.yaml}, and not of a playbook. */
    CONFIGURATION(
            "playbook",
            "target",
            "sandbox",
            "migrations",
            "env_file",
            "lock_wait",
            "fail_on",
            "color",
            "no_input",
            "verbose"),
    TARGET("url", "protected", "disposable", "sandbox", "services"),
    SANDBOX("provider", "url", "version", "image", "pull_timeout", "like", "rows", "mask"),
    LIKE("file", "target", "migrations"),
    ROWS("sample", "synthetic", "tables", "seed"),
    FIXED_MASK("fixed"),
    SERVICE("command", "env", "ready", "timeout", "provides"),
    RECORD("in_target"),
    BACKUP("sql", "expect", "title", "command", "ask"),
    LIMITS("lock_timeout", "lock_attempts", "statement_timeout", "lock_hold", "concurrent_timeout"),
    HAZARDS("fail_on", "allow"),
    STEP(
            "id",
            "title",
            "resolve",
            "validate",
            "deploy",
            "seed",
            "sql",
            "check",
            "http",
            "command",
            "confirm",
            "expect",
            "done_when",
            "stand_in",
            "checks",
            "verify",
            "undo",
            "limits"),
    RESOLVE("applied", "probe", "although", "rolled_back"),
    VALIDATE("sandbox", "resolve", "deploy", "then"),
    DEPLOY("expect", "execution"),
    SEED("unless", "actions"),
    CHECK("title", "sql", "expect"),
    ACTION("http", "sql", "command", "expect", "done_when", "stand_in"),
    STAND_IN("sql", "expect"),
    HTTP("get", "post", "put", "patch", "delete", "headers", "json", "body", "expect", "timeout"),
    HTTP_EXPECT("status"),
    COMMAND("argv", "shell", "env", "url_env", "reaches", "expect", "timeout"),
    COMMAND_EXPECT("exit"),
    ROW_COUNT("rows");

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, which its type does not say
    private final List<String> keys;

    Shape(String... keys) {
        this.keys = List.of(keys);
    }

    List<String> keys() {
        return keys;
    }
}
