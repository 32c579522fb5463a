package dev.pgplaybook.shell;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.migration.History;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.migration.Survey;
import dev.pgplaybook.playbook.Hazards;
import dev.pgplaybook.playbook.Limits;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.StepKind;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.Text;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.step.Order;
import dev.pgplaybook.step.Targets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A database and a migrations folder that a command names without a playbook: {@code --url} and {@code --migrations}, or what the
 * open playbook gives for them. It becomes a playbook of one step, so that there is one way to walk and to record.
 */
record BareTarget(
        Playbook playbook, TargetSpec.Server target, Variables variables, Path migrations, SessionOptions reader) {

    /** Where nothing in a file is to blame. */
    private static final Location NOWHERE = new Location(Path.of(""), 1, 1);

    /** @throws dev.pgplaybook.problem.ProblemException PB518 when neither the command nor an open playbook names them */
    static BareTarget of(Invocation in, Desk desk) {
        Optional<Playbook> open = desk.openPlaybook();
        Path migrations = in.value("--migrations")
                .map(desk.workingDirectory()::resolve)
                .or(() -> open.flatMap(Playbook::migrations))
                .orElseThrow(() -> desk.withoutMigrations(in.command().name()));
        TargetSpec.Server target = in.value("--url")
                .map(BareTarget::server)
                .or(() -> open.flatMap(playbook -> used(playbook, desk)))
                .orElseThrow(() -> withoutUrl(in));
        Map<String, TargetSpec> targets =
                new LinkedHashMap<>(open.map(Playbook::targets).orElse(Map.of()));
        targets.put(target.name(), target);
        Playbook playbook = new Playbook(
                desk.workingDirectory().resolve("command-line"),
                "",
                in.command().name(),
                in.command().name(),
                Optional.of(migrations),
                open.flatMap(Playbook::execution),
                targets,
                Map.of(),
                Set.of(),
                Optional.empty(),
                Set.of(),
                open.flatMap(Playbook::backup),
                false,
                open.map(Playbook::limits).orElse(Limits.NONE),
                open.map(Playbook::hazards).orElse(Hazards.NONE),
                List.of());
        return new BareTarget(
                playbook,
                target,
                desk.variables(in.value("--env-file")),
                migrations,
                desk.reader("pgplaybook/history"));
    }

    MigrationFolder folder() {
        return MigrationFolder.read(migrations);
    }

    /** As Prisma takes it: a folder that is not there holds nothing. */
    MigrationFolder folderOrEmpty() {
        return MigrationFolder.readOrEmpty(migrations);
    }

    DatabaseUrl url() {
        return Targets.url(target, variables);
    }

    History history(Clock clock) {
        return survey(folderOrEmpty(), clock).history();
    }

    Survey survey(MigrationFolder folder, Clock clock) {
        try (Session session = Session.open(url(), reader)) {
            return Survey.of(folder, session, clock);
        }
    }

    /**
     * A walk of one step; before a reset, and on a protected target, the operator is asked, as in any other walk.
     *
     * @param folder the migrations as the command has read them already
     */
    Order order(Work work, Optional<MigrationFolder> folder) {
        String id = playbook.name();
        Optional<String> undo =
                work.kind() == StepKind.RESET ? Optional.of("a backup, and no other") : Optional.empty();
        Step step = new Step(id, id, work, List.of(), List.of(), Optional.empty(), undo, playbook.limits(), NOWHERE);
        boolean asks = target.isProtected() || work.kind() == StepKind.RESET;
        Order.Manner manner = asks ? Order.Manner.GUIDED : Order.Manner.DIRECT;
        return new Order(playbook, variables, target, manner, List.of(step), folder);
    }

    /** A URL of the command line is taken as it stands: the shell that it was typed in has put its variables in. */
    static TargetSpec.Server server(String url) {
        Text text = new Text(Source.of(Path.of(""), url.replace("${", "$${")));
        return new TargetSpec.Server("url", text, false, false, NOWHERE);
    }

    static Optional<TargetSpec.Server> used(Playbook playbook, Desk desk) {
        return desk.usedTarget()
                .map(name -> Desk.target(playbook, name))
                .filter(TargetSpec.Server.class::isInstance)
                .map(TargetSpec.Server.class::cast);
    }

    private static RuntimeException withoutUrl(Invocation in) {
        return Problem.of(ProblemCode.PB518, in.command().name() + " needs --url URL")
                .hint("give it, or open a playbook that names it and use one of its targets")
                .asException();
    }
}
