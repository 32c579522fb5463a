package dev.pgplaybook.testing;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.playbook.Hazards;
import dev.pgplaybook.playbook.Limits;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.Text;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.step.OpenRun;
import dev.pgplaybook.step.Order;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command without a playbook, on a database that is not protected and the folder {@code migrations}. */
public final class BareTrial {

    private static final Location NOWHERE = new Location(Path.of(""), 1, 1);

    public final Trial trial;

    private final DatabaseUrl url;

    public BareTrial(Path directory, DatabaseUrl url) {
        this.trial = new Trial(directory);
        this.url = url;
    }

    public BareTrial migration(String name, String sql) {
        trial.write("migrations/" + name + "/migration.sql", sql);
        return this;
    }

    public Result walk(Work work) {
        try (OpenRun run = OpenRun.begin(order(work), trial.equipment(trial.operator))) {
            return run.walk(Optional.empty());
        }
    }

    private Order order(Work work) {
        TargetSpec.Server target = new TargetSpec.Server(
                "url", new Text(Source.of(Path.of(""), url.withPassword())), false, false, NOWHERE);
        String name = work.kind().word();
        Playbook playbook = new Playbook(
                trial.directory.resolve("command-line"),
                "",
                name,
                name,
                Optional.of(trial.directory.resolve("migrations")),
                Optional.empty(),
                Map.of("url", target),
                Map.of(),
                Set.of(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                false,
                Limits.NONE,
                Hazards.NONE,
                List.of());
        Step step = new Step(
                name, name, work, List.of(), List.of(), Optional.empty(), Optional.empty(), Limits.NONE, NOWHERE);
        return new Order(playbook, new Variables(Map.of()), target, Order.Manner.DIRECT, List.of(step));
    }
}
