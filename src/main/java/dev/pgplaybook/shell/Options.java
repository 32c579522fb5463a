package dev.pgplaybook.shell;

import java.util.List;
import java.util.stream.Stream;

/** The options that several commands share, so that each means the same everywhere. */
final class Options {

    static final OptionSpec TARGET = OptionSpec.valued("--target", "NAME", "the target of the playbook to walk on");
    static final OptionSpec STEP = OptionSpec.valued("--step", "ID", "take this step alone; may be repeated");
    static final OptionSpec FROM = OptionSpec.valued("--from", "ID", "begin with this step");
    static final OptionSpec STOP_AFTER = OptionSpec.valued("--stop-after", "ID", "stop behind this step; next goes on");
    static final OptionSpec YES = OptionSpec.flag("--yes", "agree to every step that needs no name");
    static final OptionSpec CONFIRM =
            OptionSpec.valued("--confirm", "DATABASE", "the database's own name, where it would have to be typed");
    static final OptionSpec BACKUP =
            OptionSpec.valued("--backup", "TEXT", "what shows that there is a backup, for the record");
    static final OptionSpec ACCEPT =
            OptionSpec.valued("--accept", "CHECK", "go on although this check fails; may be repeated");
    static final OptionSpec ANSWER = OptionSpec.valued(
            "--answer", "QUESTION=WORD", "decide what would be asked, as the refusal names it; may be repeated");
    static final OptionSpec WITHOUT_REHEARSAL = OptionSpec.valued(
            "--without-rehearsal", "REASON", "walk on a protected target though no rehearsal vouches for it");
    static final OptionSpec SHOW_VALUES =
            OptionSpec.flag("--show-values", "keep row values in the server's errors, on screen and in the record");
    static final OptionSpec URL =
            OptionSpec.valued("--url", "URL", "the database, as postgresql://USER@HOST:PORT/DATABASE");
    static final OptionSpec MIGRATIONS = OptionSpec.valued("--migrations", "DIR", "the migrations folder");
    static final OptionSpec EXECUTION = OptionSpec.choice(
            "--execution",
            List.of("transaction", "whole-script", "per-statement"),
            "how a migration's file is sent; transaction unless told otherwise");

    static final OptionSpec JSON = OptionSpec.flag("--json", "print one JSON document");
    static final OptionSpec COLOR =
            OptionSpec.choice("--color", List.of("auto", "always", "never"), "when to use colours");
    static final OptionSpec NO_INPUT =
            OptionSpec.flag("--no-input", "never ask; refuse with the flag that would have answered");
    static final OptionSpec VERBOSE = OptionSpec.flag("--verbose", "say more").shortly("-v");
    static final OptionSpec LOCK_WAIT =
            OptionSpec.valued("--lock-wait", "TIME", "how long to wait for the history's lock; 60s");
    static final OptionSpec ENV_FILE =
            OptionSpec.valued("--env-file", "FILE", "NAME=VALUE lines that stand before the environment");
    static final OptionSpec HELP =
            OptionSpec.flag("--help", "explain the command").shortly("-h");

    /** Understood by every command. */
    static final List<OptionSpec> GLOBAL = List.of(JSON, COLOR, NO_INPUT, VERBOSE, LOCK_WAIT, ENV_FILE, HELP);

    /** Who agrees to what, and what goes into the record. */
    static final List<OptionSpec> CONSENT =
            List.of(YES, CONFIRM, BACKUP, ACCEPT, ANSWER, WITHOUT_REHEARSAL, SHOW_VALUES);

    static final List<OptionSpec> CHOICE_OF_STEPS = List.of(TARGET, STEP, FROM);

    private Options() {}

    static List<OptionSpec> joined(List<OptionSpec> first, List<OptionSpec> second, List<OptionSpec> third) {
        return Stream.of(first, second, third).flatMap(List::stream).toList();
    }
}
