package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Source;
import java.math.BigDecimal;
import java.util.List;

/** A part of a YAML file with its place. */
sealed interface Node {

    Location at();

    /** What it is, for a sentence that says what it should have been. */
    String noun();

    /** Entries in the order of the file; no key is there twice. Merge keys are not among them. */
    record Mapping(List<Entry> entries, boolean merges, Location at) implements Node {
        @Override
        public String noun() {
            return "a mapping";
        }
    }

    record Entry(String key, Location at, Node value) {}

    record Sequence(List<Node> items, Location at) implements Node {
        @Override
        public String noun() {
            return "a list";
        }
    }

    /** A scalar with its type; {@code source} holds what it says, wherever it is a text or is to be quoted. */
    record Leaf(Scalar value, Source source, Location at) implements Node {
        @Override
        public String noun() {
            if (value.value() == null) {
                return "empty";
            }
            if (value.value() instanceof BigDecimal) {
                return "a number";
            }
            return value.value() instanceof String ? "a text" : value.toString();
        }
    }

    /** Stands where something is not there, or is so wrong that it has been reported already: reading it finds no further fault. */
    record Missing(Location at) implements Node {
        @Override
        public String noun() {
            return "missing";
        }
    }
}
