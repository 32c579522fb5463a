package dev.pgplaybook.step;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.playbook.BackupEvidence;
import dev.pgplaybook.playbook.Step;
import java.util.List;
import java.util.Optional;

/** Asks, on a protected target, for evidence that there is a way back: what the playbook says shows it. */
record BackupCheck(Context context, Step step) {

    private static final String ID = "backup.evidence";
    private static final String TITLE = "there is a backup to go back to";

    List<Finding> findings() {
        if (!context.ground().isProtected()) {
            return List.of();
        }
        Optional<BackupEvidence> backup = context.playbook().backup();
        if (backup.isEmpty()) {
            return List.of(Finding.warned(ID, TITLE, "not known: the playbook has no backup:"));
        }
        return List.of(finding(backup.get()));
    }

    private Finding finding(BackupEvidence evidence) {
        if (evidence instanceof BackupEvidence.Query query) {
            Finding found =
                    new Questions(context, step).ask(List.of(query.check()), ID).get(0);
            return new Finding(ID, TITLE, found.verdict(), found.said());
        } else if (evidence instanceof BackupEvidence.Program program) {
            return program(program);
        }
        String question = ((BackupEvidence.Statement) evidence).question();
        String statement = context.tools().operator().statement(question, "--backup");
        context.tools().recorder().record(new Event.Answered(step.id(), question, statement));
        return statement.isBlank()
                ? Finding.failed(ID, TITLE, "nothing was said to: " + question)
                : Finding.passed(ID, TITLE, "the operator says: " + statement);
    }

    private Finding program(BackupEvidence.Program program) {
        try {
            String said = new CommandCalls(context).make(program.command(), step.at());
            return Finding.passed(ID, TITLE, said);
        } catch (ActionFailedException e) {
            return Finding.failed(ID, TITLE, e.problem().message());
        }
    }
}
