package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.TableTally;
import dev.pgplaybook.journal.TableTally.Column;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.RowChanges;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds what the tables hold behind a step against what they held before it: what is gone without a statement that says so is lost. */
final class Losses {

    /** Statements that take rows away, and those that bring some: then the columns' digests cannot be the same. */
    private static final Set<String> TAKING =
            Set.of("DELETE", "TRUNCATE", "MERGE", "WITH", "DROP TABLE", "ALTER TABLE");

    /** With its schema, as a tally has it. */
    private static final String NAME = """
            SELECT coalesce((SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class AS c
              JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = to_regclass(?)), ?)""";

    private final String step;
    private final List<TableTally> before;
    private final List<TableTally> after;
    private final boolean busy;
    private final Map<String, Set<String>> verbs = new LinkedHashMap<>();
    private final Set<String> assigned = new HashSet<>();
    private boolean opaque;

    /**
     * @param sent the statements that the step sent
     * @param external whether it made requests or ran commands, which may have changed anything
     * @param busy whether others were at work meanwhile
     */
    Losses(
            String step,
            List<TableTally> before,
            List<TableTally> after,
            List<String> sent,
            boolean external,
            boolean busy,
            Session session) {
        this.step = step;
        this.before = before;
        this.after = after;
        this.busy = busy;
        this.opaque = external;
        sent.forEach(sql -> read(sql, session));
    }

    private void read(String sql, Session session) {
        try {
            for (Statement statement : Script.split(Source.of(Path.of(""), sql)).statements()) {
                RowChanges changes = statement.rowChanges();
                opaque |= changes.isOpaque();
                assigned.addAll(statement.assignedColumns());
                for (String table : changes.tables()) {
                    String name = session.one(NAME, table, table).text(0);
                    verbs.computeIfAbsent(name, t -> new HashSet<>()).add(statement.verb());
                }
                if (statement.isDestructive()) {
                    // Of a table that is gone nothing is left to resolve its name with.
                    verbs.computeIfAbsent("", t -> new HashSet<>()).add(statement.verb());
                }
            }
        } catch (ProblemException e) {
            opaque = true;
        }
    }

    /** A line for each table that the step touched. */
    List<Event.TableCompared> compared() {
        Map<String, TableTally> then = new LinkedHashMap<>();
        before.forEach(tally -> then.put(tally.table(), tally));
        List<Event.TableCompared> lines = new ArrayList<>();
        for (TableTally now : after) {
            Optional<TableTally> was = Optional.ofNullable(then.remove(now.table()));
            boolean same = was.filter(now::equals).isPresent();
            if (!same || verbs.containsKey(now.table())) {
                lines.add(was.map(w -> compared(w, now))
                        .orElseGet(() ->
                                line(now.table(), Optional.empty(), now.rows(), Finding.Verdict.PASSED, "is new")));
            }
        }
        then.values().forEach(was -> lines.add(gone(was)));
        return lines;
    }

    private Event.TableCompared gone(TableTally was) {
        boolean meant = opaque || verbs.containsKey("");
        return line(
                was.table(),
                was.rows(),
                Optional.empty(),
                meant ? Finding.Verdict.PASSED : Finding.Verdict.FAILED,
                meant ? "was dropped" : "is gone, and no statement drops it");
    }

    private Event.TableCompared compared(TableTally was, TableTally now) {
        if (!was.isCounted() || !now.isCounted()) {
            String why = was.isCounted() ? now.why() : was.why();
            return line(now.table(), was.rows(), now.rows(), Finding.Verdict.WARNED, "inconclusive: " + why);
        }
        Set<String> own = verbs.getOrDefault(now.table(), Set.of());
        boolean taking = opaque || own.stream().anyMatch(TAKING::contains);
        if (now.count() < was.count() && !taking) {
            return lost(
                    was, now, Words.count(was.count() - now.count(), "row") + " gone, and no statement deletes them");
        }
        List<String> changed = changedColumns(was, now);
        if (now.count() != was.count() || opaque || taking || own.contains("INSERT") || own.contains("COPY")) {
            return line(now.table(), was.rows(), now.rows(), Finding.Verdict.PASSED, rows(was, now));
        }
        return changed.isEmpty()
                ? line(now.table(), was.rows(), now.rows(), Finding.Verdict.PASSED, "untouched columns are the same")
                : lost(
                        was,
                        now,
                        "the values of " + String.join(", ", changed) + " changed, and no statement names them");
    }

    /** Where others were at work it may be theirs. */
    private Event.TableCompared lost(TableTally was, TableTally now, String said) {
        return busy
                ? line(
                        now.table(),
                        was.rows(),
                        now.rows(),
                        Finding.Verdict.WARNED,
                        "inconclusive, as others were at work: " + said)
                : line(now.table(), was.rows(), now.rows(), Finding.Verdict.FAILED, said);
    }

    private static String rows(TableTally was, TableTally now) {
        long more = now.count() - was.count();
        return more == 0
                ? "as many rows"
                : more > 0
                        ? Words.count(more, "row") + " more"
                        : Words.count(-more, "row") + " fewer, as its statements say";
    }

    /** Columns that were there before and are of the same type still, and that no statement names. */
    private List<String> changedColumns(TableTally was, TableTally now) {
        List<String> changed = new ArrayList<>();
        for (Column column : now.columns()) {
            was.columns().stream()
                    .filter(c -> c.name().equals(column.name()) && c.type().equals(column.type()))
                    .filter(c -> !c.digest().equals(column.digest()))
                    .filter(c -> assigned.stream().noneMatch(c.name()::equalsIgnoreCase))
                    .forEach(c -> changed.add(c.name()));
        }
        return changed;
    }

    private Event.TableCompared line(
            String table, Optional<String> then, Optional<String> now, Finding.Verdict verdict, String said) {
        return new Event.TableCompared(step, table, then, now, verdict, said);
    }
}
