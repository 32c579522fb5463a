package dev.pgplaybook.shell;

import dev.pgplaybook.draft.Decisions;
import dev.pgplaybook.draft.FirstLook;
import dev.pgplaybook.inference.Verdict;
import dev.pgplaybook.sql.hazard.Finding;
import dev.pgplaybook.sql.hazard.LintReport;
import dev.pgplaybook.sql.hazard.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What new has seen, what it chose and why, and what to type next. */
record NewView(Console console, NewPlaces places, FirstLook look, Decisions decisions) {

    void nothing() {
        if (console.json()) {
            Map<String, @Nullable Object> data = seen();
            data.put("file", null);
            console.document(data);
            return;
        }
        console.line(console.style().good()
                + " every migration is applied and recorded: there is nothing for a playbook to do");
    }

    void written(String file, LintReport lint) {
        String next = "rehearse " + file
                + places.envFile().map(env -> " --env-file " + env).orElse("");
        if (console.json()) {
            Map<String, @Nullable Object> data = seen();
            data.put("file", file);
            data.put("hazards", lint.findings().stream().map(NewView::hazard).toList());
            data.put("next", "pgplaybook " + next);
            console.document(data);
            return;
        }
        Style style = console.style();
        console.line(style.bold(look.ground().url().database()) + " · PostgreSQL "
                + look.ground().identity().version() + " · "
                + look.folder().migrations().size() + " migrations");
        places.said().forEach(said -> console.line("  " + style.point() + " " + said));
        steps(lint);
        console.line(style.good() + " " + file + " is written; each choice has its reason beside it");
        console.line(style.dim("what to type next"));
        if (places.envFile().isEmpty()) {
            console.line("  " + style.cyan("export " + places.variable() + "=…")
                    + "  the database's URL, which is not in the file");
        }
        console.line("  " + style.cyan("pgplaybook " + next));
    }

    private void steps(LintReport lint) {
        Style style = console.style();
        console.line("  " + style.bold("from-scratch")
                + "  applies the whole folder to an empty database, since a new one is made so");
        int marked = decisions.marked().size();
        if (marked > 0) {
            console.line("  " + style.bold("legacy") + "  marks " + count(marked)
                    + " as applied: the schema has what they make, and the history does not say so");
            unseen();
        } else {
            console.line("  " + style.point() + " nothing is to be marked: the history has what the schema shows");
        }
        if (!decisions.although().isEmpty()) {
            console.line("    by your word: " + String.join(", ", decisions.although()));
        }
        long residual = look.residual().withoutLesser().differences().size();
        if (residual > 0) {
            console.line("    " + style.warning() + " beside them the schema has "
                    + (residual == 1 ? "one difference" : residual + " differences")
                    + " that no migration makes; infer shows them");
        }
        int pending = decisions.pending().size();
        if (pending > 0) {
            console.line("  " + style.bold("deploy") + "  applies " + count(pending)
                    + ", and stops before a change if others are pending by then");
            hazards(lint);
        }
    }

    private void unseen() {
        List<String> unseen = decisions.marked().stream()
                .filter(name -> look.findings()
                        .of(name)
                        .filter(j -> j.verdict() == Verdict.UNOBSERVABLE)
                        .isPresent())
                .filter(name -> !decisions.although().contains(name))
                .toList();
        if (!unseen.isEmpty()) {
            console.line("    of " + (unseen.size() == 1 ? "one of them" : unseen.size() + " of them")
                    + " the schema does not tell, and what comes behind is there");
        }
    }

    private void hazards(LintReport lint) {
        long errors = lint.count(Severity.ERROR);
        long warnings = lint.count(Severity.WARNING);
        if (errors + warnings == 0) {
            console.line("    " + console.style().good() + " lint finds no hazard in them");
            return;
        }
        String rules = lint.findings().stream()
                .filter(finding -> finding.isAtLeast(errors > 0 ? Severity.ERROR : Severity.WARNING))
                .map(finding -> finding.rule().id())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        console.line("    " + console.style().warning() + " lint finds " + errors + (errors == 1 ? " error" : " errors")
                + " and " + warnings + (warnings == 1 ? " warning" : " warnings") + " (" + rules
                + "); explain tells the safe way of each");
        if (errors > 0) {
            console.line(
                    "      a rehearsal warns of them; on production they stop the deploy until they are staged or allowed");
        }
    }

    private Map<String, @Nullable Object> seen() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("database", look.ground().url().database());
        data.put("migrations", look.folder().path().toString());
        data.put("recorded", look.recorded().size());
        data.put("marked", decisions.marked());
        data.put("although", decisions.although().stream().sorted().toList());
        data.put("pending", decisions.pending());
        data.put("residual", DriftDocument.differences(look.residual()));
        return data;
    }

    private static Map<String, @Nullable Object> hazard(Finding finding) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("rule", finding.rule().id());
        data.put("severity", finding.severity().word());
        data.put("at", finding.at().toString());
        data.put("said", finding.said());
        return data;
    }

    private static String count(int migrations) {
        return migrations == 1 ? "one migration" : migrations + " migrations";
    }
}
