package dev.pgplaybook.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.run.Operator;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.step.OpenRun;
import dev.pgplaybook.step.Order;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A playbook of one real target, {@code server}, walked as an operator walks it. */
public final class ServerTrial {

    public final Trial trial;

    private final Map<String, String> variables = new HashMap<>();
    private String head = "";
    private String target = "";

    public ServerTrial(Path directory, DatabaseExtension db) {
        this.trial = new Trial(directory);
        variables.put("URL", db.url().withPassword());
    }

    /** Lines of the playbook before its steps. */
    public ServerTrial head(String lines) {
        head = lines;
        return this;
    }

    public ServerTrial isProtected() {
        target = ", protected: true";
        return this;
    }

    public ServerTrial with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    public Order order(String steps) {
        String playbook = "version: 1\nplaybook: book\ntargets:\n  server: { url: \"${URL}\"" + target + " }\n" + head
                + "steps:\n" + steps;
        return trial.order(trial.write("book.yaml", playbook), "server", Order.Manner.GUIDED, variables);
    }

    public OpenRun begin(String steps) {
        return begin(steps, trial.operator);
    }

    public OpenRun begin(String steps, Operator operator) {
        return OpenRun.begin(order(steps), trial.equipment(operator));
    }

    /** Goes on with a run that was closed. */
    public OpenRun goOn(OpenRun run) {
        return OpenRun.goOn(run.order(), run.directory(), trial.equipment(trial.operator));
    }

    public void passes(String steps) {
        try (OpenRun run = begin(steps)) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }
    }

    public Result.Failed fails(String steps) {
        try (OpenRun run = begin(steps)) {
            Result result = run.walk(Optional.empty());
            assertThat(result).isInstanceOf(Result.Failed.class);
            return (Result.Failed) result;
        }
    }
}
