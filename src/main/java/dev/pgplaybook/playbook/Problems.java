package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with one file, collected while it is read, so that all of it is reported at once and in the order of the file. */
final class Problems {

    private static final Comparator<Problem> BY_PLACE = Comparator.comparingInt(
                    (Problem p) -> p.at().map(Location::line).orElse(0))
            .thenComparingInt(p -> p.at().map(Location::column).orElse(0));

    private final List<Problem> found = new ArrayList<>();

    void add(Problem problem) {
        found.add(problem);
    }

    void add(ProblemCode code, Location at, String message) {
        add(Problem.of(code, message).at(at));
    }

    void add(ProblemCode code, Location at, String message, String hint) {
        add(Problem.of(code, message).at(at).hint(hint));
    }

    void addAll(Problems others) {
        found.addAll(others.found);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ProblemException(found.stream().sorted(BY_PLACE).toList());
        }
    }
}
