package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.journal.RunState;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.report.HtmlReport;
import dev.pgplaybook.report.JsonReport;
import dev.pgplaybook.report.MarkdownReport;
import dev.pgplaybook.report.RunReport;
import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what a run was, for people who were not there. */
record ReportCommand(Desk desk, Console console, Secrets secrets) {

    private static final OptionSpec OUT =
            OptionSpec.valued("--out", "FILE", "where to; ID.html beside you unless said, - for the screen");
    private static final OptionSpec FORMAT = OptionSpec.choice(
            "--format", List.of("html", "markdown", "json"), "html, unless the file's name says otherwise");

    List<CommandSpec> all() {
        return List.of(new CommandSpec(
                "report",
                "records",
                "write a run's report as one HTML file, Markdown or JSON",
                List.of("[RUN]"),
                List.of(OUT, FORMAT),
                List.of("report", "report 20261122-214110-admin-roles-production --out run.md"),
                this::report));
    }

    private int report(Invocation in) {
        RunDirectory run = in.argument(0)
                .map(id -> desk.runs(desk.openPlaybook()).find(id))
                .or(() -> desk.runs(desk.openPlaybook()).all().stream().findFirst())
                .orElseThrow(() -> Problem.of(ProblemCode.PB505, "No run is recorded here")
                        .hint("begin one with: rehearse PLAYBOOK or run PLAYBOOK")
                        .asException());
        Journal.Read record = Journal.read(run);
        if (RunState.find(record.entries()).isEmpty()) {
            throw RunCommands.notBegun(run);
        }
        String format = in.value("--format").orElseGet(() -> formatOf(in.value("--out")));
        RunReport report = RunReport.of(run.id(), record.entries(), record.headNow());
        String text = secrets.mask(
                switch (format) {
                    case "markdown" -> MarkdownReport.of(report);
                    case "json" -> JsonReport.of(report);
                    default -> HtmlReport.of(report);
                });
        if (in.value("--out").filter("-"::equals).isPresent()) {
            console.disclosed(text);
            return 0;
        }
        String ending = Map.of("markdown", ".md", "json", ".json").getOrDefault(format, ".html");
        Path file = desk.workingDirectory().resolve(in.value("--out").orElse(run.id() + ending));
        write(file, text);
        if (console.json()) {
            console.document(Map.of("report", file.toString()));
        } else {
            console.line("written to " + file);
        }
        return 0;
    }

    private static String formatOf(Optional<String> file) {
        String name = file.orElse("");
        return name.endsWith(".md") ? "markdown" : name.endsWith(".json") ? "json" : "html";
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw Problem.of(ProblemCode.PB526, "The report cannot be written to " + file + ": " + e.getMessage())
                    .hint("name a place that you may write to with --out")
                    .asException(e);
        }
    }
}
