package dev.pgplaybook.shell;

import dev.pgplaybook.secret.Secrets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Every command that there is, in the order in which help lists them. */
record Commands(
        Desk desk, Console console, Workshop workshop, Settings settings, Secrets secrets, boolean interactive) {

    /**
     * Their descriptions; what a command needs is put together when it is run.
     *
     * @param registered all of them, for those that speak of the others
     * @param leave ends the shell
     */
    List<CommandSpec> all(Supplier<List<CommandSpec>> registered, Completion completion, Runnable leave) {
        return Stream.of(
                        new PlaybookCommands(desk, console).all(),
                        new NewCommand(desk, console, workshop).all(),
                        new WalkCommands(desk, console, workshop, interactive).all(),
                        new RunCommands(desk, console).all(),
                        new VerifyCommand(desk, console).all(),
                        List.of(new RunComparison(desk, console).command(), new RunPruning(desk, console).command()),
                        new ReplayCommand(desk, console, workshop).all(),
                        new ReportCommand(desk, console, secrets).all(),
                        new HistoryCommands(desk, console, workshop).all(),
                        new LintCommand(desk, console, workshop).all(),
                        new StageCommand(desk, console, workshop).all(),
                        new InspectCommands(desk, console, workshop).all(),
                        new SandboxCommands(desk, console, workshop, interactive).all(),
                        new TraceCommands(desk, console, workshop).all(),
                        new RepairCommand(desk, console, workshop).all(),
                        new DoctorCommand(desk, console, workshop).all(),
                        new ConfigCommand(settings, console).all(),
                        new TeachingCommands(console, completion).all(),
                        new GeneralCommands(console, registered, leave).all())
                .flatMap(List::stream)
                .toList();
    }
}
