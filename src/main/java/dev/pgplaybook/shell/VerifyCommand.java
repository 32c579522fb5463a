package dev.pgplaybook.shell;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.journal.Head;
import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.journal.RunState;
import dev.pgplaybook.journal.Verification;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.PlaybookReader;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.step.Ledger;
import dev.pgplaybook.step.Targets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds a run's record against itself, against a head that was kept elsewhere, and against the one that the target has noted. */
record VerifyCommand(Desk desk, Console console) {

    private static final OptionSpec HEAD = OptionSpec.valued(
            "--head", "HASH", "the head that the run printed at its end; its first 12 digits will do");

    List<CommandSpec> all() {
        return List.of(new CommandSpec(
                "runs verify",
                "records",
                "find out whether a run's record was changed, cut or added to",
                List.of("RUN"),
                List.of(HEAD),
                List.of("runs verify 20261122-214110-admin-roles-production --head 631c5839f2aa"),
                this::verify));
    }

    /** What was asked of a record, and what came of it. */
    private record Findings(List<String> flaws, List<String> notes) {}

    private int verify(Invocation in) {
        RunDirectory run = desk.runs(desk.openPlaybook()).find(in.arguments().get(0));
        Verification record = Verification.of(run);
        Findings findings = new Findings(new ArrayList<>(record.flaws()), new ArrayList<>());
        record.torn().ifPresent(line -> findings.notes().add("a crash has torn its last line, which does not count"));
        in.value("--head").ifPresent(kept -> hold(record, kept, findings));
        Optional<Head> noted = findings.flaws().isEmpty() ? noted(in, run, findings) : Optional.empty();
        noted.ifPresent(head -> record.against(head)
                .ifPresentOrElse(
                        flaw -> findings.flaws().add("the target's note: " + flaw),
                        () -> findings.notes().add("the target has noted the same head")));
        if (in.value("--head").isEmpty() && noted.isEmpty()) {
            findings.notes()
                    .add("whether lines are missing at its end shows only against a head that was kept: --head HASH");
        }
        show(run, record, findings);
        return findings.flaws().isEmpty() ? 0 : 4;
    }

    private static void hold(Verification record, String kept, Findings findings) {
        if (!kept.matches("[0-9a-f]{12,64}")) {
            throw Problem.of(ProblemCode.PB518, "--head is a hash, and " + kept + " is none")
                    .hint("give 12 to 64 of the digits that the run printed behind: the record's head is")
                    .asException();
        }
        record.against(kept)
                .ifPresentOrElse(
                        findings.flaws()::add, () -> findings.notes().add("its head is the one that was kept"));
    }

    /** The target is asked where the playbook, as it was walked, says that it keeps a note. */
    private Optional<Head> noted(Invocation in, RunDirectory run, Findings findings) {
        Optional<RunState> state = Journal.state(run);
        if (state.isEmpty() || state.get().started().sandbox() || !Files.exists(run.playbook())) {
            return Optional.empty();
        }
        try {
            Playbook playbook = PlaybookReader.read(run.playbook());
            if (!playbook.recordsInTarget()
                    || !(playbook.targets().get(state.get().started().target()) instanceof TargetSpec.Server target)) {
                return Optional.empty();
            }
            SessionOptions reader = desk.reader("pgplaybook/verify");
            try (Session session = Session.open(Targets.url(target, desk.variables(in.value("--env-file"))), reader)) {
                Optional<Head> noted = Ledger.noted(session, run.id());
                if (noted.isEmpty()) {
                    findings.notes()
                            .add(
                                    "the target has no note of this run: it changed nothing, or another database is asked");
                }
                return noted;
            }
        } catch (ProblemException e) {
            findings.notes().add("the target could not be asked: " + e.first().message());
            return Optional.empty();
        }
    }

    private void show(RunDirectory run, Verification record, Findings findings) {
        if (console.json()) {
            Map<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("run", run.id());
            document.put("entries", record.head().entries());
            document.put("head", record.head().hash());
            document.put("flaws", findings.flaws());
            document.put("notes", findings.notes());
            console.document(document);
            return;
        }
        Style style = console.style();
        String verdict = findings.flaws().isEmpty() ? style.good() + " unchanged" : style.bad() + " changed";
        console.line(verdict + "  " + run.id() + ", " + record.head().entries() + " lines, head "
                + record.head().hash());
        findings.flaws().forEach(flaw -> console.line("  " + style.bad() + " " + flaw));
        findings.notes().forEach(note -> console.line("  " + style.point() + " " + note));
    }
}
