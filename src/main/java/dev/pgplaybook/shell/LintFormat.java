package dev.pgplaybook.shell;

import dev.pgplaybook.sql.hazard.LintFile;
import dev.pgplaybook.sql.hazard.LintReport;
import java.nio.file.Path;
import java.util.List;

/** How a lint's report is written. */
@FunctionalInterface
interface LintFormat {

    void show(LintReport report, List<LintFile> files);

    static LintFormat of(Invocation in, Console console, Path workingDirectory) {
        String format = in.value("--format").orElse(console.json() ? "json" : "text");
        return switch (format) {
            case "json" -> (report, files) -> console.document(LintDocument.of(report, workingDirectory));
            case "sarif" -> (report, files) -> console.document(Sarif.of(report, workingDirectory));
            case "github" ->
                (report, files) ->
                        GithubAnnotations.of(report, workingDirectory).forEach(console::line);
            default ->
                (report, files) -> new LintView(console.style(), workingDirectory, files)
                        .lines(report)
                        .forEach(console::line);
        };
    }

    /** A path as people and tools know it: from where the command was typed, where it lies below. */
    static String shown(Path file, Path workingDirectory) {
        Path whole = workingDirectory.resolve(file).toAbsolutePath().normalize();
        Path base = workingDirectory.toAbsolutePath().normalize();
        return (whole.startsWith(base) ? base.relativize(whole) : whole).toString();
    }
}
