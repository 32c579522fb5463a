package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.ProblemCode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one command: a list of program and arguments, or a mapping that says more. */
final class CommandReader {

    private static final Duration USUAL_TIMEOUT = Duration.ofMinutes(5);
    private static final int HIGHEST_STATUS = 255;

    private CommandReader() {}

    static Call.Command read(Field field) {
        if (field.isList()) {
            return new Call.Command(
                    ServiceReader.argv(field), false, Map.of(), Optional.empty(), Optional.empty(), 0, USUAL_TIMEOUT);
        }
        if (!field.isMapping()) {
            field.wrongType("a list or a mapping", "write [program, argument] or {shell: …}");
        }
        return read(new Fields(field, Shape.COMMAND));
    }

    private static Call.Command read(Fields fields) {
        fields.oneOf(List.of("argv", "shell"), ProblemCode.PB104, ProblemCode.PB106);
        List<Text> argv = fields.find("argv").map(ServiceReader::argv).orElseGet(List::of);
        Optional<Text> shell = fields.find("shell").map(Values::template);
        Optional<Set<String>> reaches =
                fields.find("reaches").map(ServiceReader::uses).map(LinkedHashSet::new);
        return new Call.Command(
                shell.map(List::of).orElse(argv),
                shell.isPresent(),
                fields.find("env").map(ServiceReader::environment).orElseGet(Map::of),
                fields.find("url_env").map(name -> Values.name(name, NameRule.VARIABLE)),
                reaches,
                fields.find("expect").map(CommandReader::exit).orElse(0),
                fields.find("timeout").map(Values::duration).orElse(USUAL_TIMEOUT));
    }

    private static int exit(Field field) {
        Field exit = field.fields(Shape.COMMAND_EXPECT).require("exit", "write {exit: 0}");
        return Values.whole(exit, 0, HIGHEST_STATUS);
    }
}
