package dev.pgplaybook.step;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Head;
import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The target's own note of a run, in its schema {@code pgplaybook}: who did what when, and the head of the record behind every step, so
 * that a record from which lines were cut off is found out. It is made with the run's first change, and never before.
 */
public final class Ledger implements Recorder {

    private static final List<String> TABLES = List.of("""
            CREATE TABLE IF NOT EXISTS pgplaybook.runs (
              run text PRIMARY KEY, playbook text NOT NULL, title text NOT NULL, target text NOT NULL,
              walked_by text NOT NULL, role text NOT NULL DEFAULT current_user, began_at timestamptz NOT NULL DEFAULT now(),
              state text NOT NULL, noted_at timestamptz NOT NULL DEFAULT now(), entries bigint NOT NULL, head text NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS pgplaybook.steps (
              run text NOT NULL REFERENCES pgplaybook.runs ON DELETE CASCADE, step text NOT NULL, outcome text NOT NULL, said text NOT NULL,
              walked_by text NOT NULL, role text NOT NULL DEFAULT current_user, ended_at timestamptz NOT NULL DEFAULT now(),
              entries bigint NOT NULL, head text NOT NULL, PRIMARY KEY (run, entries))""");

    private final DatabaseUrl url;
    private final String run;
    private final Journal journal;
    private final Equipment equipment;
    private boolean begun;

    Ledger(DatabaseUrl url, String run, Journal journal, Equipment equipment) {
        this.url = url;
        this.run = run;
        this.journal = journal;
        this.equipment = equipment;
    }

    /**
     * Once, before the first change: afterwards it is too late to find that nothing can be noted.
     *
     * @throws ProblemException PB522 when the role may not
     */
    void begin() {
        if (begun) {
            return;
        }
        try (Session session = open()) {
            if (session.one("SELECT to_regnamespace('pgplaybook') IS NULL").flag(0)) {
                session.update("CREATE SCHEMA pgplaybook");
            }
            if (session.one("SELECT to_regclass('pgplaybook.steps') IS NULL").flag(0)) {
                TABLES.forEach(session::update);
            }
            note(session, "under way");
            begun = true;
        } catch (ProblemException e) {
            throw Problem.of(
                            ProblemCode.PB522,
                            "The target cannot keep a note of this run: "
                                    + e.first().message())
                    .hint(
                            "let the role make the schema pgplaybook, or take record: out of the playbook; nothing was changed")
                    .asException(e);
        }
    }

    @Override
    public void record(Event event) {
        if (!begun) {
            return;
        } else if (event instanceof Event.StepFinished finished) {
            write(session -> {
                Head now = journal.head();
                session.update(
                        "INSERT INTO pgplaybook.steps (run, step, outcome, said, walked_by, entries, head) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        run,
                        finished.step(),
                        finished.outcome().word(),
                        equipment.secrets().mask(finished.outcome().said()),
                        equipment.by(),
                        now.entries(),
                        now.hash());
                note(session, "under way");
            });
        } else if (event instanceof Event.RunFinished finished) {
            write(session -> note(session, finished.result()));
        } else if (event instanceof Event.RunPaused) {
            write(session -> note(session, "stopped"));
        }
    }

    @Override
    public void sync() {}

    private void note(Session session, String state) {
        Event.RunStarted started = journal.state().started();
        Head now = journal.head();
        session.update(
                """
                INSERT INTO pgplaybook.runs (run, playbook, title, target, walked_by, state, entries, head)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (run) DO UPDATE SET walked_by = excluded.walked_by, role = excluded.role, state = excluded.state,
                  noted_at = excluded.noted_at, entries = excluded.entries, head = excluded.head""",
                run,
                started.playbook(),
                equipment.secrets().mask(started.title()),
                started.target(),
                equipment.by(),
                state,
                now.entries(),
                now.hash());
    }

    /** What a step did is done by now, noted or not; the next note tells the rest. */
    private void write(Consumer<Session> work) {
        try (Session session = open()) {
            work.accept(session);
        } catch (ProblemException e) {
            equipment
                    .progress()
                    .note("the target's note of this run is not up to date: "
                            + e.first().message());
        }
    }

    private Session open() {
        return Session.open(url, SessionOptions.named("pgplaybook/record").watchedBy(equipment.progress()));
    }

    /** The head that a database has noted of a run; empty where it has noted none. */
    public static Optional<Head> noted(Session session, String run) {
        if (session.one("SELECT to_regclass('pgplaybook.runs') IS NULL").flag(0)) {
            return Optional.empty();
        }
        return session.query("SELECT entries, head FROM pgplaybook.runs WHERE run = ?", run).stream()
                .map(row -> new Head(row.number(0), row.text(1)))
                .findFirst();
    }
}
