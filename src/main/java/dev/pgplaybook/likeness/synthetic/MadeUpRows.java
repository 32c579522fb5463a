package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.Foresight;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a sandbox gets with made-up rows: rows that its schema allows, and among them some that what is pending does not. */
public record MadeUpRows(List<Filled> tables, List<Planted> planted) {

    public MadeUpRows {
        tables = List.copyOf(tables);
        planted = List.copyOf(planted);
    }

    /**
     * Fills the sandbox.
     *
     * @param session on a sandbox, in the migrations' search path
     * @param counts rows of single tables, by name
     * @param otherwise rows of each other table
     * @param pending what will be deployed on it
     * @throws dev.pgplaybook.problem.ProblemException PB620
     */
    public static MadeUpRows fill(
            Session session,
            Map<String, Long> counts,
            long otherwise,
            long seed,
            List<Migration> pending,
            Progress progress) {
        List<Filled> tables = new SyntheticRows(session, seed, progress).fill(counts, otherwise);
        progress.doing("planting rows that what is pending fails on");
        return new MadeUpRows(tables, new Violators(session).plant(Foresight.of(pending, session)));
    }

    public long rows() {
        return tables.stream().mapToLong(Filled::rows).sum();
    }

    /** Such as {@code 61,500 made-up rows, 2 of them planted in the way}. */
    public String words() {
        long count = planted.stream()
                .filter(one -> one.result() == Planted.Result.PLANTED)
                .count();
        return String.format(Locale.ROOT, "%,d made-up rows", rows())
                + (count == 0 ? "" : ", " + count + " of them planted in the way of what is pending");
    }

    /** What is not as it was asked for, and where rows were planted: a line each. Of what is safe, or cannot be foreseen, the plan tells. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        tables.forEach(table -> table.notes().forEach(note -> notes.add(table.table() + ": " + note)));
        planted.stream()
                .filter(one -> one.result() == Planted.Result.PLANTED)
                .forEach(one -> notes.add(
                        "planted for " + one.foreseen().demand().site().location() + ": " + one.said()));
        return notes;
    }
}
