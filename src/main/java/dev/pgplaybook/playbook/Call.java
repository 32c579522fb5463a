package dev.pgplaybook.playbook;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Something that a seed or a step of its own kind does: a statement, a request, a command. */
public sealed interface Call {

    StepKind kind();

    /** SQL whose variables are bound as parameters; without an expectation any row count will do. */
    record Sql(Text sql, Optional<Expectation> expect) implements Call {
        @Override
        public StepKind kind() {
            return StepKind.SQL;
        }
    }

    /** One HTTP request; it has succeeded when the answer's status is among the expected ones. */
    record Http(
            String method,
            Text url,
            Map<String, Text> headers,
            Optional<JsonTemplate> json,
            Optional<Text> body,
            Set<Integer> status,
            Duration timeout)
            implements Call {
        @Override
        public StepKind kind() {
            return StepKind.HTTP;
        }
    }

    /**
     * A program. It gets no environment but a few harmless names and what is given here.
     *
     * @param argv program and arguments; for a shell command its text alone
     * @param shell whether {@code argv} is one text for {@code sh -c}
     * @param urlVariable the environment variable in which the target's URL is handed over
     * @param reaches the services that it talks to; empty for none but the database it is given; absent where the author does not
     *     say, and then it is refused on a sandbox
     */
    record Command(
            List<Text> argv,
            boolean shell,
            Map<String, Text> environment,
            Optional<String> urlVariable,
            Optional<Set<String>> reaches,
            int exit,
            Duration timeout)
            implements Call {
        @Override
        public StepKind kind() {
            return StepKind.COMMAND;
        }
    }
}
