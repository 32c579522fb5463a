package dev.pgplaybook.step;

import dev.pgplaybook.journal.Entry;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Event.MigrationFile;
import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.journal.RunState;
import dev.pgplaybook.journal.Runs;
import dev.pgplaybook.journal.Verification;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.Contract;
import dev.pgplaybook.run.Recording;
import dev.pgplaybook.schema.Difference;
import dev.pgplaybook.schema.Drift;
import dev.pgplaybook.schema.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for a rehearsal that vouches for a run on a protected target: of the same playbook and migrations, on a server of the same major
 * version, from the same schema, as far as differences are not accepted.
 *
 * @param files the migrations as the run reads them
 * @param start the schema in which it begins; absent where it goes on with what was begun
 */
record Vouching(Order order, Equipment equipment, int major, List<MigrationFile> files, Optional<Snapshot> start) {

    private static final int NAMED = 6;

    /** A rehearsal that passed. */
    private record Rehearsal(RunDirectory directory, List<Entry> entries, RunState state) {
        Optional<Event.SchemaSeen> start() {
            return entries.stream()
                    .map(Entry::event)
                    .filter(e ->
                            e instanceof Event.SchemaSeen seen && seen.moment().equals(SchemaRecord.START))
                    .map(Event.SchemaSeen.class::cast)
                    .findFirst();
        }
    }

    /** Something in which the run is not what was rehearsed, and the name by which it can be accepted, where it can. */
    private record Departure(Optional<String> id, String said) {}

    /** What is found, with its words for the record. */
    record Found(Optional<Contract> contract, Event event) {}

    /** @throws ProblemException PB524 where no rehearsal vouches for the run and no reason is given to do without */
    Found require() {
        Optional<Rehearsal> rehearsal = newest();
        List<Departure> departures = rehearsal
                .map(this::departures)
                .orElseGet(() -> List.of(new Departure(Optional.empty(), "no rehearsal of it has passed here")));
        Set<String> accepted = new HashSet<>(order.playbook().accept());
        accepted.addAll(equipment.accept());
        List<String> open = departures.stream()
                .filter(d -> d.id().filter(accepted::contains).isEmpty())
                .map(d -> d.said() + d.id().map(id -> " (accept: " + id + ")").orElse(""))
                .toList();
        List<String> known = departures.stream()
                .filter(d -> d.id().filter(accepted::contains).isPresent())
                .map(Departure::said)
                .toList();
        if (open.isEmpty()) {
            Rehearsal held = rehearsal.orElseThrow();
            Recording recording = Recording.of(held.directory().id(), held.entries());
            return new Found(
                    Optional.of(new Contract(recording, false, equipment.secrets()::mask)),
                    new Event.Vouched(
                            held.directory().id(),
                            Journal.head(held.directory()).hash(),
                            known));
        }
        Optional<String> reason = equipment.withoutRehearsal();
        return reason.map(text -> new Found(Optional.empty(), new Event.Unrehearsed(text, open)))
                .orElseThrow(() -> refused(rehearsal, open));
    }

    private ProblemException refused(Optional<Rehearsal> rehearsal, List<String> open) {
        String who = rehearsal
                .map(r -> "The rehearsal " + r.directory().id() + " does not vouch for this run: ")
                .orElse("Nothing vouches for this run: ");
        String rest = open.size() > NAMED ? "; and " + (open.size() - NAMED) + " more" : "";
        return Problem.of(
                        ProblemCode.PB524,
                        who + String.join("; ", open.subList(0, Math.min(NAMED, open.size()))) + rest)
                .at(order.target().at())
                .hint("rehearse it, on a sandbox like " + order.target().name()
                        + "; or give a reason for the record: --without-rehearsal \"…\"")
                .asException();
    }

    private Optional<Rehearsal> newest() {
        for (RunDirectory directory : Runs.of(order.playbook().directory()).all()) {
            Optional<RunState> state = Journal.readableState(directory).filter(this::isOfThisPlaybook);
            if (state.isPresent()) {
                return Optional.of(new Rehearsal(directory, Journal.entries(directory), state.get()));
            }
        }
        return Optional.empty();
    }

    private boolean isOfThisPlaybook(RunState state) {
        return state.mayVouch()
                && state.started()
                        .file()
                        .equals(order.playbook()
                                .file()
                                .toAbsolutePath()
                                .normalize()
                                .toString());
    }

    private List<Departure> departures(Rehearsal rehearsal) {
        List<Departure> found = new ArrayList<>();
        Event.RunStarted then = rehearsal.state().started();
        Verification.of(rehearsal.directory()).flaws().stream()
                .findFirst()
                .ifPresent(flaw -> found.add(new Departure(Optional.empty(), "its record was changed: " + flaw)));
        if (!then.checksum().equals(Changes.checksum(order.playbook()))) {
            found.add(new Departure(Optional.empty(), "the playbook was changed after it"));
        }
        Changes.ofMigrations(rehearsal.entries(), files)
                .forEach(said -> found.add(new Departure(Optional.empty(), said + " after it")));
        for (Step step : order.steps()) {
            boolean done = Optional.ofNullable(rehearsal.state().steps().get(step.id()))
                    .flatMap(RunState.StepState::outcome)
                    .filter(Outcome.Done.class::isInstance)
                    .isPresent();
            if (!done) {
                found.add(new Departure(Optional.empty(), "it did not take the step " + step.id()));
            }
        }
        found.addAll(ofServer(rehearsal));
        return found;
    }

    private List<Departure> ofServer(Rehearsal rehearsal) {
        Optional<Event.SchemaSeen> then = rehearsal.start();
        if (then.isEmpty()) {
            return List.of(
                    new Departure(Optional.of("contract.schema"), "it did not record the schema in which it began"));
        }
        List<Departure> found = new ArrayList<>();
        if (then.get().major() != major) {
            found.add(new Departure(
                    Optional.of("contract.major"),
                    "it was on PostgreSQL " + then.get().major() + ", and "
                            + order.target().name() + " is " + major));
        }
        start.filter(now -> !now.fingerprint().hex().equals(then.get().fingerprint()))
                .ifPresent(now -> found.addAll(drift(rehearsal, now)));
        return found;
    }

    /** Without the facts of then it is known that something differs, and not what. */
    private List<Departure> drift(Rehearsal rehearsal, Snapshot now) {
        List<Difference> differences = SchemaRecord.read(rehearsal.directory())
                .map(then -> Drift.between(then, now).withoutLesser().differences())
                .orElse(List.of());
        if (differences.isEmpty()) {
            return List.of(new Departure(
                    Optional.of("contract.schema"),
                    "the schema of " + order.target().name() + " is another than the one in which it began"));
        }
        return differences.stream()
                .map(d -> new Departure(
                        Optional.of(acceptance(d)), "on " + order.target().name() + " " + d.title()))
                .toList();
    }

    /** A table's differences are accepted together, by its name. */
    private static String acceptance(Difference difference) {
        String home = difference.fact().home();
        return "schema." + home.substring(home.lastIndexOf(' ') + 1).replaceAll("[^A-Za-z0-9_.-]", "_");
    }
}
