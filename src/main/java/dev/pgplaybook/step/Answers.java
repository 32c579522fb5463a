package dev.pgplaybook.step;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session.Answer;
import dev.pgplaybook.playbook.Expectation;
import dev.pgplaybook.playbook.Scalar;
import java.util.List;
import java.util.Optional;

/** Holds what the server answered against what was expected. */
final class Answers {

    /** More rows than a person would compare are counted, not shown. */
    private static final int SHOWN_ROWS = 3;

    private Answers() {}

    /** What differs, in words; empty when nothing does. */
    static Optional<String> difference(Expectation expected, Answer answer) {
        return holds(expected, answer)
                ? Optional.empty()
                : Optional.of("expected " + expected + ", found " + shown(expected, answer));
    }

    private static boolean holds(Expectation expected, Answer answer) {
        if (expected instanceof Expectation.RowCountIs count) {
            return answer.count() == count.rows();
        }
        List<List<Scalar>> wanted = expected instanceof Expectation.RowsAre rows
                ? rows.rows()
                : List.of(List.of(((Expectation.ValueIs) expected).value()));
        List<List<Scalar>> found = answer.rows().stream().map(Answers::scalars).toList();
        return wanted.size() == found.size() && allMatch(wanted, found);
    }

    private static boolean allMatch(List<List<Scalar>> wanted, List<List<Scalar>> found) {
        for (int row = 0; row < wanted.size(); row++) {
            List<Scalar> left = wanted.get(row);
            List<Scalar> right = found.get(row);
            if (left.size() != right.size()) {
                return false;
            }
            for (int column = 0; column < left.size(); column++) {
                if (!left.get(column).matches(right.get(column))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What was found, in the terms of what was expected. */
    static String shown(Expectation expected, Answer answer) {
        if (expected instanceof Expectation.RowCountIs) {
            return answer.count() == 1 ? "1 row" : answer.count() + " rows";
        }
        List<List<Scalar>> rows = answer.rows().stream().map(Answers::scalars).toList();
        if (rows.isEmpty()) {
            return "no row";
        } else if (rows.size() == 1 && rows.get(0).size() == 1) {
            return rows.get(0).get(0).toString();
        }
        return rows.size() <= SHOWN_ROWS ? rows.toString() : rows.size() + " rows";
    }

    private static List<Scalar> scalars(Row row) {
        return row.values().stream().map(Scalar::new).toList();
    }
}
