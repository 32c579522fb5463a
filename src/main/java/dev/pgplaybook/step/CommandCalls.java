package dev.pgplaybook.step;

import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.playbook.Call;
import dev.pgplaybook.playbook.Text;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.process.Program;
import dev.pgplaybook.process.ProgramResult;
import dev.pgplaybook.process.Programs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Command actions: a program beside the playbook's file, with the environment that the playbook gives it and nothing else. */
record CommandCalls(Context context) {

    String make(Call.Command call, Location at) {
        ProgramResult result;
        try {
            result = Programs.run(
                    program(call),
                    call.timeout(),
                    context.tools().secrets(),
                    context.tools().cancellation());
        } catch (ProblemException e) {
            throw new ActionFailedException(e.first().at(at), Left.NOTHING);
        }
        return switch (result.ending()) {
            case EXITED -> exited(call, result, at);
            case TIMED_OUT ->
                throw new ActionFailedException(
                        Problem.of(
                                        ProblemCode.PB512,
                                        shown(call) + " was ended after "
                                                + call.timeout().toSeconds() + " s" + tail(result))
                                .at(at)
                                .hint("give it more time with timeout:"),
                        Left.UNKNOWN);
            case CANCELLED ->
                throw new ActionFailedException(
                        Problem.of(ProblemCode.PB511, shown(call) + " was interrupted" + tail(result))
                                .at(at),
                        Left.UNKNOWN);
        };
    }

    private String exited(Call.Command call, ProgramResult result, Location at) {
        if (result.status() != call.exit()) {
            throw new ActionFailedException(
                    Problem.of(
                                    ProblemCode.PB511,
                                    Words.oneLine(shown(call)) + " ended with status " + result.status() + ", expected "
                                            + call.exit() + tail(result))
                            .at(at),
                    Left.UNKNOWN);
        }
        String last = result.output().lines().reduce((earlier, later) -> later).orElse("");
        return "status " + result.status() + (last.isBlank() ? "" : ": " + Words.oneLine(last));
    }

    /** Whether the author says what it reaches, and that is nothing but what this rehearsal started. */
    boolean isOurs(Call.Command call) {
        return call.reaches()
                .map(names -> context.ground().services().keySet().containsAll(names))
                .orElse(false);
    }

    String shown(Call.Command call) {
        String line = String.join(" ", call.argv().stream().map(Text::raw).toList());
        return context.tools().secrets().mask(line);
    }

    private Program program(Call.Command call) {
        List<String> words =
                call.argv().stream().map(text -> text.fill(context.variables())).toList();
        Map<String, String> environment = new HashMap<>();
        call.environment().forEach((name, text) -> environment.put(name, text.fill(context.variables())));
        call.urlVariable()
                .ifPresent(name -> environment.put(name, context.ground().url().withPassword()));
        List<String> argv = call.shell() ? List.of("/bin/sh", "-c", words.get(0)) : words;
        return new Program(argv, Optional.of(context.playbook().directory()), environment);
    }

    private static String tail(ProgramResult result) {
        String said = result.errors().isBlank() ? result.output() : result.errors();
        return said.isBlank() ? "" : "; it said last:\n" + said.strip();
    }
}
