package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value on its way into the model. Reading it never fails: what is wrong is reported once, and a harmless value stands in for it, so
 * that the rest of the file is read too.
 *
 * @param path its address in the file, such as {@code steps[2].deploy.expect}; empty for the whole
 */
record Field(String path, Node node, Reading reading) {

    String name() {
        return path.isEmpty() ? "a playbook" : path;
    }

    String childName(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    Field child(String key, Node value) {
        return new Field(childName(key), value, reading);
    }

    /** The name that the author gave to this entry of a mapping. */
    String lastName() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    Location at() {
        return node.at();
    }

    boolean isMissing() {
        return node instanceof Node.Missing;
    }

    boolean isMapping() {
        return node instanceof Node.Mapping;
    }

    /** Whether it shows all that it holds: merge keys, which are refused, may have brought more. */
    boolean isWholeMapping() {
        return node instanceof Node.Mapping mapping && !mapping.merges();
    }

    boolean isList() {
        return node instanceof Node.Sequence;
    }

    boolean isText() {
        return node instanceof Node.Leaf leaf && leaf.value().value() instanceof String;
    }

    boolean isEmpty() {
        return node instanceof Node.Leaf leaf && leaf.value().value() == null;
    }

    /** The mapping's fields; none where it is no mapping. */
    Fields fields(Shape shape) {
        if (!isMapping()) {
            wrongType("a mapping", "known here: " + String.join(", ", shape.keys()));
        }
        return new Fields(this, shape);
    }

    /** The values of a mapping whose keys are the author's own names, each read by {@code value}. */
    <T> Map<String, T> named(Function<Field, T> value) {
        if (!(node instanceof Node.Mapping mapping)) {
            wrongType("a mapping");
            return Map.of();
        }
        Map<String, T> values = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> values.put(entry.key(), value.apply(child(entry.key(), entry.value()))));
        return Collections.unmodifiableMap(values);
    }

    /** Reports the keys of such a mapping that are no names of their kind. */
    Field withKeys(NameRule rule) {
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach(entry -> rule.hold(entry.key(), entry.at(), reading.problems()));
        }
        return this;
    }

    List<Field> items() {
        if (!(node instanceof Node.Sequence sequence)) {
            wrongType("a list");
            return List.of();
        }
        List<Field> items = new ArrayList<>();
        for (Node item : sequence.items()) {
            items.add(new Field(path + "[" + items.size() + "]", item, reading));
        }
        return items;
    }

    /** Items of a list that must not be empty. */
    List<Field> someItems() {
        List<Field> items = items();
        if (isList() && items.isEmpty()) {
            badValue(path + " must not be empty");
        }
        return items;
    }

    /** The scalar, or null for what is none. */
    Scalar scalar(String expected) {
        if (node instanceof Node.Leaf leaf) {
            return leaf.value();
        }
        wrongType(expected);
        return Scalar.NULL;
    }

    <T> Optional<T> scalarOf(Class<T> type, String expected) {
        if (node instanceof Node.Leaf leaf && type.isInstance(leaf.value().value())) {
            return Optional.of(type.cast(leaf.value().value()));
        }
        wrongType(expected);
        return Optional.empty();
    }

    /** What the file says here, as a source; empty for what is no scalar. */
    String written() {
        return node instanceof Node.Leaf leaf ? leaf.source().text() : "";
    }

    void wrongType(String expected) {
        boolean scalar = node instanceof Node.Leaf && !isEmpty();
        if (scalar && expected.equals("a text")) {
            wrongType(expected, "put quotes around " + YamlText.shortened(written()));
        } else if (scalar && expected.equals("a list")) {
            wrongType(expected, "write [" + YamlText.shortened(written()) + "]");
        } else {
            wrongType(expected, Optional.empty());
        }
    }

    void wrongType(String expected, String hint) {
        wrongType(expected, Optional.of(hint));
    }

    private void wrongType(String expected, Optional<String> hint) {
        if (!isMissing()) {
            String message =
                    name() + " must be " + expected + ", " + (isEmpty() ? "and is empty" : "not " + node.noun());
            reading.problems().add(new Problem(ProblemCode.PB103, message, hint, Optional.of(at())));
        }
    }

    void missing(String message, String hint) {
        reading.problems().add(ProblemCode.PB104, at(), message, hint);
    }

    void badValue(String message) {
        reading.problems().add(ProblemCode.PB106, at(), message);
    }

    void badValue(String message, String hint) {
        reading.problems().add(ProblemCode.PB106, at(), message, hint);
    }
}
