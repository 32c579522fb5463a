package dev.pgplaybook.step;

import dev.pgplaybook.database.ServerIdentity;
import dev.pgplaybook.journal.Entry;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Question;
import dev.pgplaybook.secret.Secrets;
import java.util.List;

/** What must be so before a run is gone on with: the record whole, the server the same, the files the same or their change agreed to. */
final class Return {

    private Return() {}

    /** @throws dev.pgplaybook.problem.ProblemException PB523 when the record was changed */
    static void requireIntact(RunDirectory directory, Journal journal) {
        List<String> flaws = journal.flaws();
        if (!flaws.isEmpty()) {
            throw Problem.of(
                            ProblemCode.PB523,
                            "The record of the run " + directory.id() + " was changed: " + flaws.get(0))
                    .hint("see all of it with: runs verify " + directory.id())
                    .asException();
        }
    }

    /** What the operator agreed to is the playbook as it was: another one is shown, and agreed to anew. */
    static void requirePlaybook(Order order, RunDirectory directory, Journal journal, Equipment equipment) {
        Playbook playbook = order.playbook();
        if (!Changes.isChanged(journal.recorded(), playbook)) {
            return;
        }
        String difference = Changes.difference(directory.lastPlaybook(), playbook, equipment.secrets());
        accept(
                new Question(
                        "playbook.changed",
                        "The playbook is not the one that this run walked so far\n" + difference,
                        accepting("with the playbook as it is now")),
                journal,
                equipment);
        journal.keep(directory.nextPlaybook(), playbook.text());
        journal.record(new Event.PlaybookChanged(Changes.checksum(playbook), RunEvents.planned(order), difference));
    }

    /** Gives whether these are to be recorded: they were never read before, or another folder was accepted. */
    static boolean requireMigrations(List<Event.MigrationFile> files, Journal journal, Equipment equipment) {
        List<Entry> entries = journal.recorded();
        List<String> differences = Changes.ofMigrations(entries, files);
        if (!differences.isEmpty()) {
            String text = "The migrations are not those that this run began with: " + String.join("; ", differences);
            accept(
                    new Question("migrations.changed", text, accepting("with the migrations as they are now")),
                    journal,
                    equipment);
        }
        return !differences.isEmpty() || Changes.noneRead(entries);
    }

    /** Whether a reason was given to do without a rehearsal, for the files as they are still. */
    static boolean doesWithoutRehearsal(Journal journal) {
        boolean without = false;
        for (Entry entry : journal.recorded()) {
            Event event = entry.event();
            if (event instanceof Event.Unrehearsed) {
                without = true;
            } else if (event instanceof Event.PlaybookChanged
                    || event instanceof Event.MigrationsRead
                    || event instanceof Event.Vouched) {
                without = false;
            }
        }
        return without;
    }

    /** A record is masked, and so is what is held against it. */
    static void requireSame(Event.TargetIdentified before, Site site, RunDirectory run, Secrets secrets) {
        ServerIdentity now = site.ground().identity();
        if (!masked(before, secrets).equals(masked(RunEvents.identified(now), secrets))) {
            throw Problem.of(
                            ProblemCode.PB411,
                            "The run " + run.id() + " was on " + before.database() + " on " + before.host() + ":"
                                    + before.port() + ", PostgreSQL " + before.version() + ", as " + before.role()
                                    + ", and its target is now another: " + now)
                    .hint("nothing was changed; begin a new run with --from")
                    .asException();
        }
    }

    private static List<Question.Choice> accepting(String how) {
        return List.of(
                Question.choice("accept", "and go on " + how), Question.choice("stop", "here, and change nothing"));
    }

    private static void accept(Question question, Journal journal, Equipment equipment) {
        String answer = equipment.operator().choose(question);
        journal.record(new Event.Answered("", question.text(), answer));
        if (!answer.equals("accept")) {
            throw Problem.of(ProblemCode.PB514, "The run does not go on: what has changed was not accepted")
                    .hint("put it back as it was, or begin a new run with --from")
                    .asException();
        }
    }

    private static Event.TargetIdentified masked(Event.TargetIdentified target, Secrets secrets) {
        return new Event.TargetIdentified(
                secrets.mask(target.host()),
                target.port(),
                secrets.mask(target.database()),
                target.databaseOid(),
                target.systemIdentifier(),
                target.timeline(),
                target.version(),
                secrets.mask(target.role()));
    }
}
