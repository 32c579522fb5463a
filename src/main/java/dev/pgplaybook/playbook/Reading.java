package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** One reading of a file: where problems go, and what can be checked only once everything has been read. */
final class Reading {

    private final Path file;
    private final Problems problems = new Problems();
    private final List<Consumer<Playbook>> later = new ArrayList<>();

    Reading(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    Problems problems() {
        return problems;
    }

    /** Remembers a check that needs the whole playbook. */
    void later(Consumer<Playbook> check) {
        later.add(check);
    }

    /** Holds a used name against those that the playbook will turn out to define. */
    void mustBeDefined(String noun, String name, Location at, Function<Playbook, Collection<String>> defined) {
        later(playbook -> {
            Collection<String> known = defined.apply(playbook);
            if (!known.contains(name)) {
                String hint = known.isEmpty() ? "the playbook defines none" : Suggestion.hint(name, known);
                problems.add(ProblemCode.PB108, at, "the playbook has no " + noun + " " + name, hint);
            }
        });
    }

    /** The finished playbook, if nothing was wrong with it. */
    Playbook finish(Playbook playbook) {
        later.forEach(check -> check.accept(playbook));
        problems.throwIfAny();
        return playbook;
    }
}
